package ai.kubit.cohortimport.browser;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.browser.Browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every mail in every language, as {@code MailGalleryTest} wrote them, in a real browser. Pictures
 * of them all, four on a sheet, are left in {@code target/browser}.
 */
class MailBrowserIT {
  private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
  private static final Path MAILS = Path.of("target", "mails").toAbsolutePath();
  private static final int MAILS_ON_A_SHEET = 4;

  private static List<Path> mails;
  private static Browser browser;

  @BeforeAll
  static void openABrowser() throws IOException {
    try (Stream<Path> files = Files.list(MAILS)) {
      mails =
          files
              .filter(file -> file.getFileName().toString().matches("(en|de|fr|pt-BR)-[A-Z].*html"))
              .sorted()
              .toList();
    }
    Files.createDirectories(FOLDER);
    browser = Browser.start(FOLDER.resolve("profile-mails"));
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @Test
  void theyAreAllThere() {
    assertThat(mails).hasSizeGreaterThanOrEqualTo(4 * 25);
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void everyTextOfEveryMailCanBeRead(Scheme scheme) {
    List<String> found = new ArrayList<>();
    for (Path mail : mails) {
      browser.open(mail, 640, scheme);
      Looks.withoutContrast(browser).forEach(text -> found.add(mail.getFileName() + ": " + text));
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 640})
  void noMailIsWiderThanTheWindowOrCutsATextOff(int width) {
    List<String> found = new ArrayList<>();
    for (Path mail : mails) {
      browser.open(mail, width, Scheme.LIGHT);
      if (Looks.overflow(browser) > 0) {
        found.add(mail.getFileName() + " is wider than " + width);
      }
      Looks.cutOff(browser).forEach(text -> found.add(mail.getFileName() + ": " + text));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noMailLoadsAnything() {
    for (Path mail : mails) {
      browser.open(mail, 640, Scheme.LIGHT);
      assertThat(browser.requests()).containsExactly(mail.toUri().toString());
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"en, LIGHT", "en, DARK", "de, LIGHT", "fr, LIGHT", "pt-BR, LIGHT"})
  void picturesAreKept(String language, Scheme scheme) throws IOException {
    List<Path> shown =
        mails.stream()
            .filter(mail -> mail.getFileName().toString().startsWith(language + "-"))
            .toList();
    for (int from = 0; from < shown.size(); from += MAILS_ON_A_SHEET) {
      List<Path> some = shown.subList(from, Math.min(shown.size(), from + MAILS_ON_A_SHEET));
      String name = "mails-%s-%s-%d".formatted(language, scheme, from / MAILS_ON_A_SHEET + 1);
      Path sheet = FOLDER.resolve(name + ".html");
      Files.writeString(sheet, sheet(some));
      browser.open(sheet, 4 * 406, scheme);
      browser.screenshot(FOLDER.resolve(name + ".png"));
      assertThat(FOLDER.resolve(name + ".png")).isNotEmptyFile();
    }
  }

  private static String sheet(List<Path> some) {
    StringBuilder html =
        new StringBuilder(
            "<!DOCTYPE html><meta charset=utf-8><meta name=color-scheme content='light dark'>"
                + "<body style='margin:0;display:grid;grid-template-columns:repeat(4,400px);gap:6px'>");
    some.forEach(
        mail ->
            html.append("<iframe style='border:0;width:400px;height:2150px' src='")
                .append(mail.toUri())
                .append("'></iframe>"));
    return html.toString();
  }
}
