package ai.kubit.cohortimport.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KNOWN =
      List.of("timeZone", "timeOfDay", "import-now", "import", "at");

  @ParameterizedTest
  @CsvSource({
    "timezone, timeZone",
    "time_zone, timeZone",
    "timeOfTheDay, timeOfDay",
    "importnow, import-now",
    "imprt, import",
    "art, at"
  })
  void aTypingErrorIsRecognised(String typed, String meant) {
    assertThat(DidYouMean.to(typed, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"xyz", "recipients", "when"})
  void anotherWordIsNoTypingError(String typed) {
    assertThat(DidYouMean.to(typed, KNOWN)).isEmpty();
  }

  @Test
  void aHugeWordIsNotEvenCompared() {
    String word = "a".repeat(65);

    assertThat(DidYouMean.to(word, List.of(word))).isEmpty();
    assertThat(DidYouMean.to(word.substring(1), List.of(word))).contains(word);
  }
}
