package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a batch whose answer makes no sense, or counts wrongly. */
class UnclearAnswerRuleTest extends DeliveryTestBed {
  @Test
  void answersWithoutSenseAreTriedAgainAndThenUnknown() throws Exception {
    for (String body :
        List.of("", "<html>", "{\"message\":\"succ", "[]", "{\"message\":\"queued\"}", "{}")) {
      results.clear();
      braze(request -> json(201, body));

      assertThat(deliver(2)).isEmpty();

      assertThat(results.values())
          .containsOnly(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER))
          .hasSize(2);
      assertThat(sender.requests).as(body).hasSize(3);
    }
  }

  @Test
  void oneAnswerWithoutSenseIsForgottenAfterAGoodOne() throws Exception {
    braze(request -> sender.requests.size() == 1 ? json(200, "<html>") : success(request));

    deliver(2);

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void whatASuccessDoesNotAccountForIsTriedOnceMoreAndThenUnknown() throws Exception {
    for (String count : List.of("0", "2", "4", "-3", "2.5", "\"3\"", "null")) {
      braze(
          request -> json(201, "{\"message\":\"success\",\"attributes_processed\":" + count + "}"));

      assertThat(deliver(3)).isEmpty();

      assertThat(results.values())
          .as(count)
          .hasSize(3)
          .containsOnly(ChangeResult.unknown(UnknownReason.MISCOUNTED));
      assertThat(sender.requests).hasSize(2);
    }
  }

  @Test
  void aCountThatAddsUpAtTheSecondTryIsForgotten() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? json(201, "{\"message\":\"success\",\"attributes_processed\":1}")
                : success(request));

    assertThat(deliver(3)).isEmpty();

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void aBrazeThatAlwaysCountsOtherwiseIsNotAskedTwiceForEachBatch() throws Exception {
    braze(request -> json(201, "{\"message\":\"success\",\"attributes_processed\":0}"));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    assertThat(deliver(75 * 100)).isEmpty();

    assertThat(results).hasSize(75 * 100).doesNotContainValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(105);
  }

  @Test
  void whomAMiscountNamesIsRefusedAndTheOthersAreUnknown() throws Exception {
    braze(
        request ->
            json(
                201,
                "{\"message\":\"success\",\"attributes_processed\":0,"
                    + (names(request, "u0")
                        ? "\"errors\":[{\"index\":0,\"type\":\"blacklisted\"}]}"
                        : "\"errors\":[]}")));

    assertThat(deliver(3)).isEmpty();

    assertThat(results.values())
        .containsExactly(
            refused(RefusalReason.EXTERNAL_ID_BLOCKED),
            ChangeResult.unknown(UnknownReason.MISCOUNTED),
            ChangeResult.unknown(UnknownReason.MISCOUNTED));
  }

  @Test
  void whomAnAnswerWithoutSenseNamesIsRefusedAtOnce() throws Exception {
    braze(
        request ->
            names(request, "u0")
                ? json(
                    200,
                    "{\"message\":\"Valid data must be provided\",\"errors\":["
                        + "{\"index\":0,\"input_array\":\"attributes\",\"type\":\"blacklisted\"}]}")
                : json(200, "<html>"));

    assertThat(deliver(3)).isEmpty();

    assertThat(results)
        .hasSize(3)
        .containsEntry("add-0/0", refused(RefusalReason.EXTERNAL_ID_BLOCKED));
    assertThat(sender.requests).hasSize(3);
  }

  @Test
  void anAnswerThatIsTooLongToBeReadIsTriedAgainAndThenUnknown() throws Exception {
    braze(request -> Replies.lost(TransportFailure.TOO_LONG));

    assertThat(deliver(2)).isEmpty();

    assertThat(results.values())
        .hasSize(2)
        .containsOnly(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER));
    assertThat(sender.requests).hasSize(3);
  }

  @Test
  void answersThatAreTooLongAndOnesWithoutSenseCountTogether() throws Exception {
    braze(
        request ->
            sender.requests.size() == 2
                ? json(200, "<html>")
                : Replies.lost(TransportFailure.TOO_LONG));

    assertThat(deliver(2)).isEmpty();

    assertThat(sender.requests).hasSize(3);
  }

  @Test
  void aRefusalAfterAnAnswerThatWasTooLongIsUnknown() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1 ? Replies.lost(TransportFailure.TOO_LONG) : json(400, ""));

    assertThat(deliver(1)).isEmpty();

    assertThat(results.values()).containsExactly(ChangeResult.unknown(UnknownReason.REFUSED_LATER));
  }
}
