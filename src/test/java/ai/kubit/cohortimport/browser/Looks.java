package ai.kubit.cohortimport.browser;

import java.util.List;

/** What can be measured of how a page looks. */
final class Looks {
  private Looks() {}

  /**
   * Texts whose contrast with what is behind them is below 4.5 to 1 (3 to 1 for large ones), with
   * the ratio: WCAG 2.2, 1.4.3. Half-transparent backgrounds are mixed with what is below them.
   */
  static List<String> withoutContrast(Browser browser) {
    return browser.texts(
        """
        (() => {
          const parse = css => {
            const m = css.match(/[\\d.]+/g).map(Number);
            return {r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1};
          };
          const over = (top, below) => ({
            r: top.r * top.a + below.r * (1 - top.a),
            g: top.g * top.a + below.g * (1 - top.a),
            b: top.b * top.a + below.b * (1 - top.a), a: 1});
          const canvas = matchMedia('(prefers-color-scheme: dark)').matches
            ? {r: 18, g: 18, b: 18, a: 1} : {r: 255, g: 255, b: 255, a: 1};
          const behind = element => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) {
              layers.unshift(parse(getComputedStyle(e).backgroundColor));
            }
            return layers.reduce((below, top) => over(top, below), canvas);
          };
          const light = c => {
            const f = v => {v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4};
            return .2126 * f(c.r) + .7152 * f(c.g) + .0722 * f(c.b);
          };
          const bad = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const text = walker.currentNode.textContent.trim();
            const element = walker.currentNode.parentElement;
            if (!text || element.closest('title,style,script') || !element.getClientRects().length) {
              continue;
            }
            const style = getComputedStyle(element);
            const back = behind(element);
            const fore = over(parse(style.color), back);
            const [a, b] = [light(fore), light(back)].sort((x, y) => y - x);
            const ratio = (a + .05) / (b + .05);
            const large = parseFloat(style.fontSize) >= 24
              || (parseFloat(style.fontSize) >= 18.66 && parseInt(style.fontWeight) >= 700);
            if (ratio < (large ? 3 : 4.5)) {
              bad.push(ratio.toFixed(2) + ': ' + text.substring(0, 60));
            }
          }
          return bad;
        })()
        """);
  }

  /** How many pixels the page is wider than the window. */
  static int overflow(Browser browser) {
    return browser
        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .asInt();
  }

  /** Texts that are cut off by their own box. */
  static List<String> cutOff(Browser browser) {
    return browser.texts(
        """
        [...document.body.querySelectorAll('p,h1,h2,h3,dd,dt,td,th,li,pre,a')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
            && getComputedStyle(e).display !== 'inline')
          .map(e => e.tagName + ' ' + e.textContent.trim().substring(0, 60))
        """);
  }
}
