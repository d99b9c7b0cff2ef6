package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.ResponseDecision.Meaning;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartnerResponsesTest {
  private static final FailureMessages OWN =
      new FailureMessages(
          "rest.iad-01.braze.com", "/partners/kubit/cohorts", "data import key", "/own", "x");
  private static final FailureMessages KUBIT =
      new FailureMessages(
          "rest.iad-01.braze.com", "/partners/kubit/cohorts", "partner key", "/kubit", "x");

  private final PartnerResponses answers = new PartnerResponses(OWN, KUBIT);

  private ResponseDecision changes(int status, String body) {
    return answers.readChanges(Replies.response(status, body), 3);
  }

  private ResponseDecision name(int status, String body) {
    return answers.readName(Replies.response(status, body), 1);
  }

  private static String message(String text) {
    return "{\"message\":\"" + text + "\"}";
  }

  @Test
  void everySuccessAcceptsTheWholeBatch() {
    for (String body : List.of("", "{}", message("success"))) {
      assertThat(changes(201, body)).isEqualTo(ResponseDecision.accepted(3));
    }
  }

  @Test
  void aPageIsNoSuccess() {
    assertThat(changes(200, "<html>"))
        .isEqualTo(ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, 3));
  }

  @Test
  void anotherMessageAnErrorOrTwoMessagesAreNoSuccess() {
    for (String body :
        List.of(
            message("error"),
            "{\"message\":null}",
            "{\"message\":\"error\",\"message\":\"success\"}",
            "{\"message\":\"success\",\"errors\":[{\"type\":\"x\"}]}",
            "{\"message\":\"success\",\"errors\":\"x\"}")) {
      assertThat(changes(201, body))
          .as(body)
          .isEqualTo(ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, 3));
    }
    assertThat(changes(201, "{\"message\":\"success\",\"errors\":[]}"))
        .isEqualTo(ResponseDecision.accepted(3));
    assertThat(changes(202, message("queued"))).isEqualTo(ResponseDecision.accepted(3));
  }

  @Test
  void whatBrazeCannotDigestIsSplit() {
    assertThat(changes(400, message("no")))
        .isEqualTo(ResponseDecision.indigestible(RefusalReason.REFUSED_ALONE, 3));
    assertThat(changes(413, ""))
        .isEqualTo(ResponseDecision.indigestible(RefusalReason.TOO_LARGE, 3));
  }

  @Test
  void aCohortThatBrazeDoesNotAcceptIsTheSchedulesFault() {
    for (String text : List.of("Invalid cohort_id", "NAME must be text", "bad created_at")) {
      ResponseDecision decision = changes(400, message(text));
      assertThat(decision.meaning()).as(text).isEqualTo(Meaning.DENIED);
      assertThat(decision.failure().orElseThrow().reason()).isEqualTo(Reason.BAD_SCHEDULE);
      assertThat(decision.failure().orElseThrow().detail()).contains("HTTP 400");
    }
    assertThat(changes(422, message("cohort_id")).meaning()).isEqualTo(Meaning.INDIGESTIBLE);
  }

  @Test
  void aNameThatIsRefusedHoweverIsTheSchedulesFault() {
    ResponseDecision decision = name(400, message("no"));

    assertThat(decision.meaning()).isEqualTo(Meaning.DENIED);
    assertThat(decision.failure().orElseThrow().message()).contains("cohortName");
    assertThat(name(201, "")).isEqualTo(ResponseDecision.accepted(1));
    assertThat(name(503, "").meaning()).isEqualTo(Meaning.UNAVAILABLE);
  }

  @Test
  void eachOfTheKeysIsNamedWhenItIsRefused() {
    ResponseDecision kubit = changes(401, message("Invalid Partner API Key"));
    assertThat(kubit.meaning()).isEqualTo(Meaning.KEY_REFUSED);
    assertThat(kubit.failure().orElseThrow().message()).contains("partner key").contains("/kubit");

    ResponseDecision own = changes(401, message("Invalid client secret"));
    assertThat(own.meaning()).isEqualTo(Meaning.KEY_REFUSED);
    assertThat(own.failure().orElseThrow().message()).contains("data import key").contains("/own");
    assertThat(changes(403, message("partner api key")).failure().orElseThrow().reason())
        .isEqualTo(Reason.BRAZE_FORBIDDEN);
  }

  @Test
  void aCohortThatIsBeingChangedIsTriedAgain() {
    assertThat(changes(423, "").meaning()).isEqualTo(Meaning.UNAVAILABLE);
    assertThat(changes(429, "").meaning()).isEqualTo(Meaning.RATE_LIMITED);
  }
}
