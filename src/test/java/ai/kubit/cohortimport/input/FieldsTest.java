package ai.kubit.cohortimport.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String json) {
    try {
      return Fields.of((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String onlyMessage(Fields fields) {
    assertThat(fields.errors()).hasSize(1);
    return fields.errors().get(0).message();
  }

  @Test
  void rightFieldsAreReadWithoutErrors() {
    Fields fields =
        fields("{'name':'VIP','count':5,'on':true,'at':'2026-11-22T09:00:00Z','day':'MONDAY'}");

    assertThat(fields.required("name").text(3)).contains("VIP");
    assertThat(fields.required("count").integer(5, 5)).contains(5);
    assertThat(fields.required("on").flag()).contains(true);
    assertThat(fields.required("at").instant()).contains(Instant.parse("2026-11-22T09:00:00Z"));
    assertThat(fields.required("day").oneOf(DayOfWeek.values())).contains(DayOfWeek.MONDAY);
    fields.refuseUnknown();
    assertThat(fields.valid()).isTrue();
  }

  @Test
  void anAbsentOptionalFieldIsNoError() {
    Fields fields = fields("{'count':null}");

    assertThat(fields.optional("name").text(3)).isEmpty();
    assertThat(fields.optional("count").integer(1, 2)).isEmpty();
    assertThat(fields.errors()).isEmpty();
  }

  @Test
  void anAbsentRequiredFieldIsNamedWithWhatItMustBe() {
    Fields fields = fields("{'count':null}");

    assertThat(fields.required("count").integer(1, 2)).isEmpty();
    assertThat(fields.errors())
        .containsExactly(
            new FieldError("count", "is missing; it must be a whole number from 1 to 2"));
  }

  @Test
  void everyWrongFieldIsNamedAtOnceWithItsFullPath() {
    Fields fields = fields("{'a':1,'in':{'b':'x','deep':{'c':true}},'list':['ok',7]}");

    fields.required("a").text(5);
    Fields in = fields.required("in").object().orElseThrow();
    in.required("b").flag();
    in.required("deep").object().orElseThrow().required("c").integer(0, 1);
    fields.required("list").list(1, 5, "words").orElseThrow().forEach(word -> word.text(5));

    assertThat(in.errors())
        .extracting(FieldError::field)
        .containsExactly("a", "in.b", "in.deep.c", "list[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'5'", "0", "11", "5.0", "5.5", "true", "99999999999", "1e1", "[5]", "{}"})
  void onlyAWholeNumberWithinTheLimitsIsAnInteger(String value) {
    Fields fields = fields("{'n':" + value + "}");

    assertThat(fields.required("n").integer(1, 10)).isEmpty();
    assertThat(onlyMessage(fields)).startsWith("must be a whole number from 1 to 10, not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10"})
  void theLimitsOfAnIntegerAreIncluded(String value) {
    assertThat(fields("{'n':" + value + "}").required("n").integer(1, 10)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"''", "'abcd'", "'a\\nb'", "'a\\u0000'", "'\\u2028'", "'\\ud800'", "1", "[]"})
  void textIsNeitherEmptyNorTooLongNorOfSeveralLines(String value) {
    Fields fields = fields("{'t':" + value + "}");

    assertThat(fields.required("t").text(3)).isEmpty();
    assertThat(onlyMessage(fields)).startsWith("must be text of 1 to 3 characters");
  }

  @Test
  void textMayHoldAnyLettersAndEmoji() {
    assertThat(fields("{'t':'Übergrößen 👟'}").required("t").text(20)).contains("Übergrößen 👟");
  }

  @Test
  void aWrongChoiceIsAnsweredWithTheChoices() {
    Fields fields = fields("{'day':'monday'}");

    fields.required("day").oneOf(DayOfWeek.values());

    assertThat(onlyMessage(fields))
        .isEqualTo(
            "must be one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY,"
                + " not \"monday\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22",
        "2026-11-22T09:00",
        "soon",
        "1999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z"
      })
  void anInstantIsATimeInUtcOfOurEra(String value) {
    Fields fields = fields("{'at':'" + value + "'}");

    assertThat(fields.required("at").instant()).isEmpty();
    assertThat(onlyMessage(fields)).startsWith("must be a UTC time such as 2026-11-22T09:00:00Z");
  }

  @Test
  void aFlagIsNoText() {
    Fields fields = fields("{'on':'true'}");

    assertThat(fields.required("on").flag()).isEmpty();
    assertThat(onlyMessage(fields)).isEqualTo("must be true or false, not \"true\"");
  }

  @Test
  void anObjectIsNoList() {
    Fields fields = fields("{'o':[1,2]}");

    assertThat(fields.required("o").object()).isEmpty();
    assertThat(onlyMessage(fields)).isEqualTo("must be an object, not a list of 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "['a','b','c']", "'a'", "{'0':'a'}"})
  void aListHasItsLimits(String value) {
    Fields fields = fields("{'l':" + value + "}");

    assertThat(fields.required("l").list(1, 2, "words")).isEmpty();
    assertThat(onlyMessage(fields)).startsWith("must be a list of 1 to 2 words, not ");
  }

  @Test
  void nothingInAListIsAnElementThatIsMissing() {
    Fields fields = fields("{'l':[null]}");

    fields.required("l").list(1, 2, "words").orElseThrow().forEach(word -> word.text(5));

    assertThat(fields.errors()).extracting(FieldError::field).containsExactly("l[0]");
    assertThat(onlyMessage(fields)).startsWith("is missing");
  }

  @Test
  void unknownFieldsAreRefusedOnEveryLevelWithTheNearestName() {
    Fields fields = fields("{'timezone':'UTC','cadence':{'time_of_day':'09:00','zzz':1}}");
    fields.optional("timeZone").text(9);
    Fields cadence = fields.required("cadence").object().orElseThrow();
    cadence.optional("timeOfDay").text(9);
    cadence.optional("at").text(9);

    fields.refuseUnknown();

    assertThat(fields.errors())
        .containsExactly(
            new FieldError("timezone", "is not known; did you mean timeZone?"),
            new FieldError("cadence.time_of_day", "is not known; did you mean timeOfDay?"),
            new FieldError("cadence.zzz", "is not known; the fields here are timeOfDay, at"));
  }

  @Test
  void unknownFieldsAreIgnoredUnlessRefused() {
    Fields fields = fields("{'x':1}");

    fields.optional("y").text(9);

    assertThat(fields.valid()).isTrue();
  }

  @Test
  void aMisplacedFieldIsKnownButRefused() {
    Fields fields = fields("{'at':'now'}");

    fields.refuseIfPresent("at", "has no place here");
    fields.refuseIfPresent("day", "has no place here");
    fields.refuseUnknown();

    assertThat(fields.errors()).containsExactly(new FieldError("at", "has no place here"));
  }

  @Test
  void aMessageNeverRepeatsALongValue() {
    Fields fields = fields("{'id':'" + "x".repeat(10_000) + "','s':'" + "y".repeat(60) + "'}");

    fields.required("id").parsed("an id", text -> Optional.empty());
    fields.required("s").parsed("an id", text -> Optional.empty());

    assertThat(fields.errors())
        .extracting(FieldError::message)
        .containsExactly(
            "must be an id, not a text of 10000 characters",
            "must be an id, not \"" + "y".repeat(60) + "\"");
  }

  @Test
  void aMessageNeverRepeatsInvisibleCharactersOfAValueOrAName() {
    Fields fields = fields("{'id':'a\\r\\nb\\u0000\\u202ec','n\\nm" + "z".repeat(100) + "':1}");

    fields.required("id").parsed("an id", text -> Optional.empty());
    fields.refuseUnknown();

    assertThat(fields.errors().get(0).message()).isEqualTo("must be an id, not \"a??b??c\"");
    assertThat(fields.errors().get(1).field()).isEqualTo("n?m" + "z".repeat(57) + "...");
  }

  @Test
  void anAnswerNamesAtMostAHundredErrors() {
    StringBuilder json = new StringBuilder("{'a':1");
    for (int i = 0; i < 1_000; i++) {
      json.append(",'unknown").append(i).append("':1");
    }
    Fields fields = fields(json.append('}').toString());

    fields.refuseUnknown();

    assertThat(fields.errors()).hasSize(FieldErrors.LIMIT + 1);
    assertThat(List.copyOf(fields.errors()).get(FieldErrors.LIMIT).message()).contains("more");
  }
}
