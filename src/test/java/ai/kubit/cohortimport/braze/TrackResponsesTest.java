package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.FakeSender;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.ResponseDecision.Meaning;
import ai.kubit.cohortimport.delivery.UnknownReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackResponsesTest {
  private static final ChangeResult BLOCKED =
      ChangeResult.refused(RefusalReason.EXTERNAL_ID_BLOCKED);

  private final TrackResponses answers = new TrackResponses(new StatusReading(FakeSender.DENIAL));

  @ParameterizedTest
  @CsvSource({
    "301, DENIED",
    "307, DENIED",
    "400, INDIGESTIBLE",
    "401, KEY_REFUSED",
    "402, KEY_REFUSED",
    "403, KEY_REFUSED",
    "404, DENIED",
    "405, DENIED",
    "408, UNAVAILABLE",
    "413, INDIGESTIBLE",
    "415, DENIED",
    "418, INDIGESTIBLE",
    "422, INDIGESTIBLE",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, UNAVAILABLE",
    "599, UNAVAILABLE",
    "200, SENSELESS",
    "201, SENSELESS",
    "202, SENSELESS",
    "204, SENSELESS"
  })
  void aStatusWithoutABodyMeans(int status, Meaning meaning) {
    assertThat(read(status, "").meaning()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({"200, success", "201, success", "202, success", "202, queued"})
  void theseAreSuccesses(int status, String message) {
    assertThat(read(status, "{\"message\":\"" + message + "\",\"attributes_processed\":3}"))
        .isEqualTo(ResponseDecision.accepted(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"queued\"}",
        "{\"message\":\"Success\"}",
        "{\"message\":null}",
        "{\"attributes_processed\":3}",
        "{\"message\":\"success\"} trailing",
        "{\"message\":\"error\",\"message\":\"success\"}",
        "{\"message\":\"success\",\"attributes_processed\":0,\"attributes_processed\":3}",
        "{\"message\":\"success\",\"x\":{\"a\":1,\"a\":2}}",
        "\"success\"",
        "<html>success</html>",
        "{\"message\":\"success\",",
        "null"
      })
  void theseAreNone(String body) {
    ResponseDecision decision = read(201, body);

    assertThat(decision.meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(decision.results())
        .containsOnly(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER))
        .hasSize(3);
  }

  @Test
  void anotherMessageStillNamesWhoIsRefused() {
    assertThat(
            read(
                    200,
                    "{\"message\":\"Valid data must be provided\",\"errors\":["
                        + "{\"index\":1,\"input_array\":\"attributes\",\"type\":\"blacklisted\"}]}")
                .results())
        .containsExactly(
            ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER),
            BLOCKED,
            ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"text\"",
        "{}",
        "[\"text\"]",
        "[null]",
        "[{\"type\":\"t\"}]",
        "[{\"index\":3}]",
        "[{\"index\":-1}]",
        "[{\"index\":\"1\"}]",
        "[{\"index\":1.5}]",
        "[{\"index\":99999999999}]",
        "[{\"index\":1,\"input_array\":\"events\"}]"
      })
  void unclearErrorsMakeNobodyAccepted(String errors) {
    ResponseDecision decision = read(201, "{\"message\":\"success\",\"errors\":" + errors + "}");

    assertThat(decision.meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(decision.results())
        .containsOnly(ChangeResult.unknown(UnknownReason.ERRORS_UNCLEAR))
        .hasSize(3);
  }

  @Test
  void anObjectNamedTwiceIsRefusedAndTheOthersAreUnknown() {
    ResponseDecision decision =
        read(
            201,
            "{\"message\":\"success\",\"errors\":[{\"index\":0,\"type\":\"blacklisted\"},"
                + "{\"index\":0,\"type\":\"blacklisted\"}]}");

    assertThat(decision.meaning()).isEqualTo(Meaning.SENSELESS);
    assertThat(decision.results())
        .containsExactly(
            BLOCKED,
            ChangeResult.unknown(UnknownReason.ERRORS_UNCLEAR),
            ChangeResult.unknown(UnknownReason.ERRORS_UNCLEAR));
  }

  @Test
  void errorsWithoutAnArraysNameAreOurs() {
    assertThat(
            read(
                    201,
                    "{\"message\":\"success\",\"errors\":[{\"index\":2,\"type\":\"blacklisted\"}]}")
                .results())
        .containsExactly(ChangeResult.ACCEPTED, ChangeResult.ACCEPTED, BLOCKED);
  }

  @ParameterizedTest
  @CsvSource({"3, ANSWERED", "2, ANSWERED", "1, MISCOUNTED", "4, MISCOUNTED", "0, MISCOUNTED"})
  void aCountMayIncludeTheRefusedOrNot(int count, Meaning meaning) {
    ResponseDecision decision =
        read(
            201,
            "{\"message\":\"success\",\"attributes_processed\":"
                + count
                + ",\"errors\":[{\"index\":1,\"type\":\"blacklisted\"}]}");

    assertThat(decision.meaning()).isEqualTo(meaning);
    assertThat(decision.results().get(1)).isEqualTo(BLOCKED);
  }

  @Test
  void noErrorsAreNoErrors() {
    assertThat(read(201, "{\"message\":\"success\",\"errors\":[]}"))
        .isEqualTo(ResponseDecision.accepted(3));
  }

  @Test
  void a400WithUnclearErrorsIsHalved() {
    assertThat(read(400, "{\"message\":\"m\",\"errors\":[{\"index\":7}]}").meaning())
        .isEqualTo(Meaning.INDIGESTIBLE);
  }

  @Test
  void tooManyObjectsAreRecognisedByTheText() {
    assertThat(read(400, "{\"message\":\"Max Input Length Exceeded\"}").meaning())
        .isEqualTo(Meaning.TOO_MANY);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      textBlock =
"""
|'external_id' must be fewer than 988 bytes|,                              EXTERNAL_ID_TOO_LONG
EXTERNAL_USER_ID_TOO_LARGE,                                                EXTERNAL_ID_TOO_LONG
provided external_id is blacklisted and disallowed,                        EXTERNAL_ID_BLOCKED
BLACKLISTED_EXTERNAL_USER_ID,                                              EXTERNAL_ID_BLOCKED
|'external_id' or 'braze_id' or 'user_alias' is required|,                 IDENTIFIER_MISSING
|'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required|, IDENTIFIER_MISSING
|You must specify only one of 'external_id', 'user_alias' or 'braze_id'|,  IDENTIFIER_AMBIGUOUS
|'user_alias' must have a name|,                                           ALIAS_INVALID
something about user 4711,                                                 OTHER
""")
  void brazesTextsAreSorted(String text, RefusalReason reason) {
    assertThat(RefusalReason.of(text)).isEqualTo(reason);
    assertThat(reason.text()).doesNotContain("4711");
  }

  @Test
  void noAnswerShowsItsBodyOrItsKey() {
    for (int status : List.of(200, 400, 401, 403, 404, 500)) {
      assertThat(read(status, "Invalid API key: canary").toString()).doesNotContain("canary");
      assertThat(Replies.response(status, "canary").toString()).doesNotContain("canary");
    }
  }

  private ResponseDecision read(int status, String body) {
    return answers.read(Replies.response(status, body), 3);
  }
}
