package ai.kubit.cohortimport.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
  @Test
  void lineBreaksCannotForgeAHeader() {
    assertThat(CleanText.oneLine("Buyers\r\nBcc: evil@example.com\u2028x\u0000y\u0085z"))
        .isEqualTo("Buyers Bcc: evil@example.com x y z");
  }

  @Test
  void bidirectionalOverridesCannotTurnTextAround() {
    assertThat(CleanText.oneLine("a\u202Egnp.exe\u2066b\u200F\u061C")).isEqualTo("agnp.exeb");
  }

  @Test
  void namesInOtherScriptsStayAsTheyAre() {
    String name = "Käufer 日本 קונים 👩‍👩‍👧 e\u0301";

    assertThat(CleanText.oneLine(name)).isEqualTo(name);
  }

  @Test
  void halfACharacterIsReplaced() {
    assertThat(CleanText.oneLine("a\uD83Db")).isEqualTo("a\uFFFDb");
  }

  @Test
  void aLongTextIsCutAtTheLimit() {
    assertThat(CleanText.oneLine("x".repeat(11), 10)).isEqualTo("x".repeat(9) + "…");
    assertThat(CleanText.oneLine("x".repeat(10), 10)).isEqualTo("x".repeat(10));
  }

  @Test
  void aCutCountsCharactersAndNeverSplitsOne() {
    assertThat(CleanText.oneLine("👍".repeat(11), 10)).isEqualTo("👍".repeat(9) + "…");
    assertThat(CleanText.oneLine("abe\u0301fg", 4)).isEqualTo("ab…");
  }

  @Test
  void aCutNeverSplitsAJoinedEmoji() {
    assertThat(CleanText.oneLine("ab👩‍👧cd", 4)).isEqualTo("ab…");
    assertThat(CleanText.oneLine("ab👩‍👧cd", 5)).isEqualTo("ab…");
  }

  @Test
  void invisibleCharactersAreTakenOut() {
    assertThat(CleanText.oneLine("V\u200BI\u2060P\u00ADs\uFEFF\u3164\uDB40\uDC41"))
        .isEqualTo("VIPs");
  }

  @Test
  void whatNamesAreMadeOfIsVisible() {
    for (String name :
        List.of(
            "#1 «VIP» 50 %",
            "Käufer 日本 קונים", "👩‍👩‍👧", "❤️ 1️⃣", "\u0645\u06CC\u200C\u062E", "क्‍ष")) {
      assertThat(Characters.areVisible(name)).as(name).isTrue();
      assertThat(CleanText.oneLine(name)).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VI\u200BP",
        "VI\u200DP",
        "VIP\uFE0F",
        "\u202EPIV",
        "\u2066VIP",
        "V\u00ADIP",
        "\u3164",
        "VIP\uFEFF",
        "a\u0085b"
      })
  void whatLooksLikeAnotherNameIsNotVisible(String name) {
    assertThat(Characters.areVisible(name)).isFalse();
  }
}
