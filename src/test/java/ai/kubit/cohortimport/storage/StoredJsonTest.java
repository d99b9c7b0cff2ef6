package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {

  private static <T> T read(String json, Function<StoredJson, T> reader) {
    try {
      return StoredJson.read("the item", new ObjectMapper().readTree(json), reader);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void refused(String json, Function<StoredJson, ?> reader, String why) {
    assertThatThrownBy(() -> read(json, reader))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the item cannot be read: " + why);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aFormThatThisVersionDoesNotKnowIsNamed(int format) {
    refused(
        "{\"format\":" + format + "}",
        item -> item.format(2),
        "format is " + format + "; this version reads 1 to 2");
  }

  @Test
  void whatWasStoredBeforeItemsHadNumbersHasNone() {
    int unnumbered = read("{}", item -> item.format(2));
    int numbered = read("{\"format\":2}", item -> item.format(2));
    assertThat(unnumbered).isZero();
    assertThat(numbered).isEqualTo(2);
  }

  @Test
  void aNumberThatIsTooLargeIsNoOtherNumber() {
    refused("{\"leg\":4294967297}", item -> item.integer("leg"), "leg is too large");
  }

  @Test
  void aListOfTextsHoldsNothingElse() {
    List<String> names = read("{\"names\":[\"a\"]}", item -> item.texts("names"));
    assertThat(names).containsExactly("a");
    refused(
        "{\"names\":[\"a\",5]}",
        item -> item.texts("names"),
        "names holds something that is not a text");
  }

  @Test
  void textsByNameAreTexts() {
    refused(
        "{\"reports\":{\"a\":5}}",
        item -> item.textsByName("reports"),
        "reports holds something that is not a text");
  }
}
