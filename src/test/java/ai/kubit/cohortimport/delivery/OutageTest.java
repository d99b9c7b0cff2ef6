package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an outage of Braze costs, and when it interrupts the delivery. */
class OutageTest extends DeliveryTestBed {
  @Test
  void aBurstOfServerErrorsIsRiddenOut() throws Exception {
    Instant recovery = start.plusSeconds(30);
    braze(
        request ->
            time.now().isBefore(recovery)
                ? json(List.of(500, 502, 503, 504).get(sender.requests.size() % 4), "<html>")
                : success(request));

    assertThat(deliver(75 * 400)).isEmpty();

    assertThat(results).hasSize(75 * 400).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().retries()).isLessThan(150);
  }

  @Test
  void aLastingOutageInterrupts() throws Exception {
    braze(request -> json(503, ""));

    Optional<DeliveryStop> stop = deliver(75 * 400);

    assertThat(stop).containsInstanceOf(DeliveryStop.Interrupted.class);
    assertThat(((DeliveryStop.Interrupted) stop.orElseThrow()).resumeAt())
        .isAfter(time.now().plus(Duration.ofMinutes(4)));
    assertThat(results.values()).isNotEmpty().containsOnly(ChangeResult.STOPPED);
    assertThat(sender.requests).hasSizeLessThan(50 + 100);
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofMinutes(4));
  }

  @Test
  void aLonelyServerErrorIsRetried() throws Exception {
    braze(request -> sender.requests.size() == 1 ? json(500, "") : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(2, 1, 0));
  }

  @Test
  void anOutageThatBeginsAmidSuccessBlamesNoObject() throws Exception {
    for (int objects : List.of(76, 77, 150, 300, 3_000)) {
      Instant outage = time.now().plusMillis(50);
      leg = Deadline.in(time, Duration.ofMinutes(14));
      settings = settings.withMaxInFlight(1);
      braze(request -> request.at().isBefore(outage) ? success(request) : json(503, ""));

      assertThat(deliver(objects)).containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(results.values())
          .as(objects + " objects")
          .containsOnly(ChangeResult.ACCEPTED, ChangeResult.STOPPED);
      assertThat(sender.requests).hasSizeLessThan(40);
    }
  }

  @Test
  void anOutageCostsFewRequestsThoughBatchesAreHalvedInIt() throws Exception {
    for (int objects : List.of(1, 2, 75, 76, 300, 3_000)) {
      leg = Deadline.in(time, Duration.ofMinutes(14));
      braze(request -> json(503, ""));

      assertThat(deliver(objects)).containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(results.values()).containsOnly(ChangeResult.STOPPED);
      assertThat(sender.requests).as(objects + " objects").hasSizeLessThan(50 + 30);
    }
  }

  @Test
  void whatWasHalvedInAnOutageIsDeliveredAfterIt() throws Exception {
    for (int objects : List.of(1, 75, 300)) {
      Instant recovery = time.now().plusSeconds(60);
      braze(request -> time.now().isBefore(recovery) ? json(503, "") : success(request));

      assertThat(deliver(objects)).isEmpty();

      assertThat(results).hasSize(objects);
      assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
      assertThat(sender.requests).as(objects + " objects").hasSizeLessThan(50);
    }
  }

  @Test
  void aBrazeThatCannotBeReachedInterrupts() throws Exception {
    for (TransportFailure failure :
        List.of(
            TransportFailure.NOT_SENT,
            TransportFailure.CONNECTION_CLOSED,
            TransportFailure.UNKNOWN_FATE)) {
      leg = Deadline.in(time, Duration.ofMinutes(14));
      Instant begin = time.now();
      braze(request -> Replies.lost(failure));

      assertThat(deliver(75 * 10))
          .as(failure.name())
          .containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(Duration.between(begin, time.now())).isLessThan(Duration.ofMinutes(4));
      assertThat(results.size() + notSent.size()).isEqualTo(75 * 10);
      assertThat(results.values())
          .hasSize(failure.perhapsReceived() ? 75 * 10 : 0)
          .allMatch(ChangeResult.STOPPED::equals);
    }
  }
}
