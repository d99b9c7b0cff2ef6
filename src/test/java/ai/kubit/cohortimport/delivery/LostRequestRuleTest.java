package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.outcome.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a batch that gets no answer. */
class LostRequestRuleTest extends DeliveryTestBed {
  @Test
  void lostAnswersAreTriedAgain() throws Exception {
    for (TransportFailure failure :
        List.of(
            TransportFailure.NOT_SENT,
            TransportFailure.CONNECTION_CLOSED,
            TransportFailure.UNKNOWN_FATE)) {
      braze(request -> sender.requests.size() == 1 ? Replies.lost(failure) : success(request));

      assertThat(deliver(2)).as(failure.name()).isEmpty();

      assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    }
  }

  @Test
  void aDeadConnectionIsRetriedAtOnce() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? Replies.lost(TransportFailure.CONNECTION_CLOSED)
                : success(request));

    deliver(2);

    assertThat(Duration.between(start, time.now())).isLessThan(LATENCY.multipliedBy(3));
  }

  @Test
  void anAnswerThatNeverComesIsGivenUpAfterTheRequestsLife() throws Exception {
    braze(request -> sender.requests.size() == 1 ? null : success(request));

    assertThat(deliver(2)).isEmpty();

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    assertThat(sender.requests.get(1).at()).isAfterOrEqualTo(start.plusSeconds(20));
  }

  @Test
  void b7AServerThatIsNotBrazeGetsNothingAndIsNotTriedAgain() throws Exception {
    braze(request -> Replies.lost(TransportFailure.UNTRUSTED));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 100).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_NOT_FOUND);
    assertThat(failed.message()).contains("certificate", "engineers", "restEndpoint");
    assertThat(sender.requests).hasSizeLessThanOrEqualTo(50);
    assertThat(results).isEmpty();
  }

  @Test
  void onlySoManyConnectionsCanHaveDiedUnnoticed() throws Exception {
    settings = settings.withMaxInFlight(2);
    braze(request -> Replies.lost(TransportFailure.CONNECTION_CLOSED));

    deliver(75 * 2);

    assertThat(sender.requests.stream().filter(request -> request.at().equals(start))).hasSize(2);
    assertThat(sender.requests.stream().filter(r -> r.at().equals(start.plus(LATENCY)))).hasSize(2);
  }

  @Test
  void aRequestThatMetTheFenceIsLeftToAnotherLeg() throws Exception {
    braze(request -> Replies.lost(TransportFailure.FENCED));

    assertThat(deliver(75)).contains(new DeliveryStop.OutOfTime());

    assertThat(results).isEmpty();
    assertThat(sender.requests).hasSize(1);
  }
}
