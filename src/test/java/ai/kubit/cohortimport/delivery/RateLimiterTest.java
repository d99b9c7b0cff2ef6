package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.delivery.RateLimits.NOT_SAID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final RateLimits SILENT = limits(NOT_SAID, NOT_SAID, null);

  private double share = 1;
  private int asked;
  private final RateLimiter rateLimiter =
      new RateLimiter(
          100,
          () -> {
            asked++;
            return share;
          });
  private long now = Long.MAX_VALUE - 5_000_000_000L; // System.nanoTime may overflow

  @Test
  void theBurstIsATenthOfASecond() {
    int atOnce = 0;
    while (rateLimiter.untilNext(now).isZero()) {
      rateLimiter.take(now);
      atOnce++;
    }

    assertThat(atOnce).isEqualTo(10);
  }

  @Test
  void paceIsLostOnceNineTenthsOfTheBurstAreSavedUp() {
    assertThat(rateLimiter.isSavedUp(now)).isTrue();
    rateLimiter.take(now);
    assertThat(rateLimiter.isSavedUp(now)).isTrue();
    rateLimiter.take(now);
    assertThat(rateLimiter.isSavedUp(now + 9_000_000L)).isFalse();
    assertThat(rateLimiter.isSavedUp(now + 10_000_000L)).isTrue();
  }

  @Test
  void theRateHoldsOverTime() {
    assertThat(requestsIn(Duration.ofSeconds(20))).isBetween(1_990L, 2_011L);
  }

  @Test
  void aShareIsAShare() {
    share = 0.25;
    requestsIn(Duration.ofSeconds(10));

    assertThat(requestsIn(Duration.ofSeconds(20))).isBetween(490L, 511L);
  }

  @Test
  void aNewcomerGoesGentlyUntilTheOthersHaveLearnedOfIt() {
    share = 0.5;

    assertThat(requestsIn(Duration.ofMillis(9_900))).isBetween(9L, 12L);
    now += 100_000_000L;
    assertThat(requestsIn(Duration.ofSeconds(10))).isBetween(499L, 506L);
  }

  @Test
  void whoeverIsAloneNeedNotBeGentle() {
    assertThat(requestsIn(Duration.ofSeconds(1))).isBetween(109L, 111L);
  }

  @Test
  void aShareIsLearnedAnewEveryTenSeconds() {
    requestsIn(Duration.ofSeconds(5));
    share = 0.1;

    assertThat(requestsIn(Duration.ofMillis(4_900))).isBetween(489L, 491L);
    now += 200_000_000L;
    requestsIn(Duration.ofSeconds(1));
    assertThat(requestsIn(Duration.ofSeconds(10))).isBetween(99L, 101L);
    assertThat(asked).isLessThanOrEqualTo(3);
  }

  @Test
  void impossibleRatesAndSharesAreRefused() {
    assertThatThrownBy(() -> new RateLimiter(0)).isInstanceOf(IllegalArgumentException.class);
    for (double impossible : new double[] {0, -1, 1.5, Double.NaN}) {
      RateLimiter shared = new RateLimiter(1, () -> impossible);
      assertThatThrownBy(() -> shared.untilNext(now)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyRateLimitsAtOnceHalveThePaceOnce() {
    for (int i = 0; i < 300; i++) {
      rateLimiter.observe(SILENT, true, now);
    }

    assertThat(rateLimiter.rate()).isEqualTo(50);
  }

  @Test
  void lastingRateLimitsSlowDownToATrickleButNeverToNothing() {
    for (int second = 0; second < 100; second++) {
      rateLimiter.observe(SILENT, true, now);
      now += 1_000_000_000L;
    }

    assertThat(rateLimiter.rate()).isBetween(1.0, 5.0);
  }

  @Test
  void thePaceRecoversInItsOwnTime() {
    rateLimiter.observe(SILENT, true, now);
    now += 10_000_000_000L;
    rateLimiter.untilNext(now);
    assertThat(rateLimiter.rate()).isCloseTo(70, Percentage.withPercentage(1));

    now += 60_000_000_000L;
    rateLimiter.untilNext(now);
    assertThat(rateLimiter.rate()).isEqualTo(100);
  }

  @Test
  void aRateLimitWithAMomentMeansSilenceUntilThen() {
    rateLimiter.observe(limits(NOT_SAID, NOT_SAID, Duration.ofSeconds(7)), true, now);

    assertThat(rateLimiter.untilNext(now)).isEqualTo(Duration.ofSeconds(7));
    assertThat(rateLimiter.untilUnblocked(now)).isEqualTo(Duration.ofSeconds(7));
    now += 6_999_000_000L;
    assertThat(rateLimiter.untilNext(now)).isEqualTo(Duration.ofMillis(1));
    now += 1_100_000_000L;
    assertThat(rateLimiter.untilNext(now)).isZero();
  }

  @Test
  void aShorterSilenceDoesNotEndALongerOne() {
    rateLimiter.observe(limits(NOT_SAID, NOT_SAID, Duration.ofSeconds(7)), true, now);
    rateLimiter.observe(limits(NOT_SAID, NOT_SAID, Duration.ofSeconds(1)), true, now);

    assertThat(rateLimiter.untilUnblocked(now)).isEqualTo(Duration.ofSeconds(7));
  }

  /** The clock may begin anywhere: here where sums and differences do not mean the same. */
  @Test
  void nothingOfThisDependsOnWhereTheClockBegan() {
    now = 5_000_000_000L;

    manyRateLimitsAtOnceHalveThePaceOnce();
    aShorterSilenceDoesNotEndALongerOne();
  }

  @Test
  void theWaitIsThatForOneRequest() {
    for (int i = 0; i < 10; i++) {
      rateLimiter.take(now);
    }
    assertThat(rateLimiter.untilNext(now)).isEqualTo(Duration.ofMillis(10));

    rateLimiter.take(now);
    assertThat(rateLimiter.untilNext(now)).isEqualTo(Duration.ofMillis(20));
    assertThat(rateLimiter.untilNext(now + 20_000_000L)).isZero();
  }

  @Test
  void theShareIsAskedForAfterExactlyTenSeconds() {
    rateLimiter.take(now);
    rateLimiter.take(now + RateLimiter.SHARE_AGE.toNanos() - 1);
    assertThat(asked).isEqualTo(1);

    rateLimiter.take(now + RateLimiter.SHARE_AGE.toNanos());
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whatIsTakenAtTheEndOfASilenceCounts() {
    rateLimiter.observe(limits(NOT_SAID, NOT_SAID, Duration.ofSeconds(7)), true, now);
    now += 7_000_000_000L;
    rateLimiter.untilNext(now);
    rateLimiter.take(now);
    double rate = rateLimiter.rate();

    assertThat(rateLimiter.untilNext(now + (long) (1e9 / rate)))
        .isGreaterThan(Duration.ofMillis(1));
  }

  @Test
  void silenceSavesUpNoBurst() {
    rateLimiter.observe(limits(NOT_SAID, NOT_SAID, Duration.ofSeconds(7)), true, now);
    now += 7_000_000_000L;

    assertThat(rateLimiter.untilNext(now)).isGreaterThan(Duration.ZERO);
  }

  @Test
  void aUsedUpIntervalIsWaitedOutBeforeBrazeComplains() {
    rateLimiter.observe(limits(3_000, 0, Duration.ofSeconds(2)), false, now);

    assertThat(rateLimiter.untilNext(now)).isEqualTo(Duration.ofSeconds(2));
    assertThat(rateLimiter.rate()).isEqualTo(100);
  }

  @Test
  void theLastRequestsAreLeftToOthers() {
    rateLimiter.observe(limits(50_000, 1_000, Duration.ofMinutes(40)), false, now);

    assertThat(rateLimiter.untilUnblocked(now)).isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void plentyLeftMeansFullPace() {
    rateLimiter.observe(limits(50_000, 1_001, Duration.ofMinutes(40)), false, now);

    assertThat(rateLimiter.untilNext(now)).isZero();
  }

  @Test
  void anIntervalWithoutAnEndIsNotWaitedFor() {
    rateLimiter.observe(limits(50_000, 0, null), false, now);

    assertThat(rateLimiter.untilNext(now)).isZero();
  }

  private long requestsIn(Duration length) {
    long start = now;
    long sent = 0;
    while (now - start < length.toNanos()) {
      Duration wait = rateLimiter.untilNext(now);
      if (wait.isZero()) {
        rateLimiter.take(now);
        sent++;
      } else {
        now += wait.toNanos();
      }
    }
    return sent;
  }

  private static RateLimits limits(long limit, long remaining, Duration reset) {
    return new RateLimits(limit, remaining, reset, null);
  }
}
