package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery whose requests Braze limits. */
class RateLimitedDeliveryTest extends DeliveryTestBed {
  @Test
  void aRateLimitIsWaitedOut() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? json(429, Map.of("X-Ratelimit-Retry-After", "7"), "")
                : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests.get(1).at()).isAfterOrEqualTo(start.plusSeconds(7));
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(2, 1, 1));
  }

  @Test
  void aRateLimitWithoutHeadersIsRetriedToo() throws Exception {
    braze(request -> sender.requests.size() <= 3 ? json(429, "") : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
  }

  @Test
  void anHourlyLimitInterruptsInsteadOfWaiting() throws Exception {
    Instant reset = start.plus(Duration.ofMinutes(50));
    braze(
        request ->
            sender.requests.size() > 3
                ? json(
                    429, Map.of("x-ratelimit-reset", Long.toString(reset.getEpochSecond())), "{}")
                : success(request));

    Optional<DeliveryStop> stop = deliver(75 * 100);

    assertThat(((DeliveryStop.Interrupted) stop.orElseThrow()).resumeAt())
        .isBetween(reset.minusSeconds(1), reset.plusSeconds(1));
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(results).hasSize(75 * 3);
  }

  @Test
  void aRateLimitThatNeverEndsInterrupts() throws Exception {
    braze(request -> json(429, Map.of("Retry-After", "1"), ""));

    Optional<DeliveryStop> stop = deliver(75 * 400);

    assertThat(stop).containsInstanceOf(DeliveryStop.Interrupted.class);
    assertThat(sender.requests).hasSizeLessThan(200);
  }

  @Test
  void aLimitBelowTheConfiguredOneIsFoundOut() throws Exception {
    Map<Long, Integer> perSecond = new TreeMap<>();
    braze(
        request ->
            perSecond.merge(request.at().getEpochSecond(), 1, Integer::sum) > 50
                ? json(429, "")
                : success(request));
    settings = oneByOne(250);
    delivery = delivery(sender);

    assertThat(deliver(2_000)).isEmpty();

    assertThat(results).hasSize(2_000).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().rateLimited()).isLessThan(500);
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofSeconds(90));
  }

  /** All requests on their way meet the same limit: that is one retry in vain, not fifty. */
  @Test
  void aStormOfRateLimitsIsNotTakenForAnOutage() throws Exception {
    Instant calm = start.plusSeconds(8);
    braze(
        request ->
            request.at().isBefore(calm)
                ? json(429, Map.of("Retry-After", "2"), "")
                : success(request));
    settings = settings.withMaxInFlight(300);
    delivery = delivery(sender);

    assertThat(deliver(75 * 300)).isEmpty();

    assertThat(results).hasSize(75 * 300).containsValue(ChangeResult.ACCEPTED);
  }

  @Test
  void anIntervalThatIsUsedUpForLongerThanTheLegInterrupts() throws Exception {
    braze(
        request ->
            json(
                201,
                Map.of(
                    "x-ratelimit-limit", "250000",
                    "x-ratelimit-remaining", "0",
                    "x-ratelimit-reset", "3000"),
                "{\"message\":\"success\",\"attributes_processed\":75}"));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    DeliveryStop.Interrupted stop = (DeliveryStop.Interrupted) deliver(150).orElseThrow();

    assertThat(stop.resumeAt()).isBetween(start.plusSeconds(2_999), start.plusSeconds(3_001));
    assertThat(results).hasSize(75);
  }
}
