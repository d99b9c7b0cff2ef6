package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.membership.MemberChange;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches, requests on their way, and pace of a delivery that nothing disturbs. */
class CohortDeliveryTest extends DeliveryTestBed {
  @BeforeEach
  void brazeAcceptsEverything() {
    braze(FakeSender::success);
  }

  private void deliverTwoSteps() throws InterruptedException {
    delivery.send("remove-0", 0, change(0));
    delivery.send("remove-1", 0, change(1));
    delivery.drain();
  }

  @Test
  void everyObjectIsAnsweredOnce() throws Exception {
    assertThat(deliver(1_000)).isEmpty();

    assertThat(results).hasSize(1_000).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(14);
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(14, 0, 0));
  }

  @Test
  void nothingToSendNeedsNoRequest() throws Exception {
    assertThat(deliver(0)).isEmpty();

    assertThat(sender.requests).isEmpty();
  }

  @Test
  void aBatchNeverMixesSteps() throws Exception {
    deliverTwoSteps();

    assertThat(sender.requests).extracting(request -> request.batch().size()).containsExactly(1, 1);
    assertThat(results).containsOnlyKeys("remove-0/0", "remove-1/0");
  }

  @Test
  void batchesOfSeveralStepsAreOnTheirWayAtOnce() throws Exception {
    deliverTwoSteps();

    assertThat(sender.mostAtOnce).isEqualTo(2);
  }

  @Test
  void moreCanBeSentAfterDraining() throws Exception {
    delivery.send("remove-0", 0, change(0));
    delivery.drain();

    delivery.send("add-0", 0, change(0));
    delivery.drain();

    assertThat(results).containsOnlyKeys("remove-0/0", "add-0/0");
  }

  @Test
  void aBatchEndsBeforeTheBodyGrowsTooLarge() throws Exception {
    settings = settings.withMaxBodyBytes(30);
    sender = new FakeSender(time, LATENCY, FakeSender::success);
    BatchSender heavy =
        new Forwarding(sender) {
          @Override
          public int maxBytes(MemberChange change) {
            return 12;
          }
        };
    delivery = delivery(heavy);

    deliver(5);

    assertThat(sender.requests)
        .extracting(request -> request.batch().size())
        .containsExactly(2, 2, 1);
  }

  @Test
  void neverMoreRequestsAreOnTheirWayThanAllowed() throws Exception {
    settings = settings.withMaxInFlight(3);
    braze(FakeSender::success);

    deliver(75 * 20);

    assertThat(sender.mostAtOnce).isEqualTo(3);
  }

  @Test
  void noMoreRequestsAreOnTheirWayThanTheAnswerTimesAskFor() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(50), Duration.ZERO);

    assertThat(sender.mostAtOnce).isBetween(50, 85);
    assertThat(took).isLessThan(Duration.ofMillis(10_050));
  }

  @Test
  void handshakesAreNoReasonForMoreConnections() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(50), Duration.ofMillis(3));

    assertThat(sender.mostAtOnce).isBetween(50, 100);
    assertThat(took).isLessThan(Duration.ofMillis(10_050));
  }

  @Test
  void slowAnswersCostNoPace() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(200), Duration.ZERO);

    assertThat(sender.mostAtOnce).isBetween(200, 300);
    assertThat(took).isLessThan(Duration.ofMillis(10_400));
  }

  @Test
  void slowAnswersThatComeOneByOneCostNoPaceEither() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(200), Duration.ofMillis(3));

    assertThat(sender.mostAtOnce).isBetween(200, 300);
    assertThat(took).isLessThan(Duration.ofMillis(10_600));
  }

  private Duration tenSecondsOfRequests(Duration latency, Duration handshake) throws Exception {
    requestsPerSecond = 1_000;
    settings = oneByOne(300);
    braze(new FakeSender(time, latency, FakeSender::success).withHandshake(handshake));
    deliver(10_000);
    return Duration.between(start, time.now());
  }

  @Test
  void theRateStaysBelowTheWorkspacesLimit() throws Exception {
    requestsPerSecond = 10;
    braze(FakeSender::success);

    deliver(75 * 100);

    assertThat(Duration.between(start, time.now())).isGreaterThan(Duration.ofMillis(9_800));
  }

  @Test
  void aSenderThatAnswersAtOnceWorksToo() throws Exception {
    braze(new FakeSender(time, Duration.ZERO, FakeSender::success));

    assertThat(deliver(1_000)).isEmpty();

    assertThat(results).hasSize(1_000);
  }
}
