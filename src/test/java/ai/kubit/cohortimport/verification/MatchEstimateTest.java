package ai.kubit.cohortimport.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.Partitions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchEstimateTest {
  private static void assertEstimate(
      MatchEstimate estimate, double percent, double low, double high) {
    assertThat(estimate.percent()).isEqualTo(percent);
    assertThat(estimate.low()).isEqualTo(low);
    assertThat(estimate.high()).isEqualTo(high);
  }

  @Test
  void whereAllWereLookedUpItIsExact() {
    assertThat(new MatchEstimate(1160, 1160, 1100).isExact()).isTrue();
    assertEstimate(new MatchEstimate(1160, 1160, 1100), 94.8, 94.8, 94.8);
    assertEstimate(new MatchEstimate(3, 3, 0), 0, 0, 0);
  }

  @Test
  void aSampleHasAnInterval() {
    assertThat(new MatchEstimate(100_000, 1000, 948).isExact()).isFalse();
    assertEstimate(new MatchEstimate(100_000, 1000, 948), 94.8, 93.2, 96.0);
    assertEstimate(new MatchEstimate(100_000, 1000, 500), 50, 46.9, 53.1);
  }

  @Test
  void theIntervalStaysWithinAllAndNobody() {
    assertEstimate(new MatchEstimate(100_000, 1000, 1000), 100, 99.6, 100);
    assertEstimate(new MatchEstimate(100_000, 1000, 0), 0, 0, 0.4);
    assertEstimate(new MatchEstimate(10, 1, 1), 100, 20.7, 100);
  }

  @Test
  void nobodyLookedUpSaysNothing() {
    assertThatThrownBy(() -> new MatchEstimate(10, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreThanWereLookedUpCannotBeFound() {
    assertThatThrownBy(() -> new MatchEstimate(10, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The example cohort, and a larger one, whose unknown members have ids in a row. */
  @Test
  void ofAThousandSamplesAtLeast95PercentHoldTheTruth() {
    assertThat(samplesThatHoldTheTruth(1_160, 60)).isGreaterThanOrEqualTo(950);
    assertThat(samplesThatHoldTheTruth(50_000, 2_600)).isGreaterThanOrEqualTo(950);
  }

  private static long samplesThatHoldTheTruth(int members, int unknown) {
    long[] hashes =
        IntStream.range(0, members)
            .mapToLong(i -> Partitions.hash(MemberId.externalId("customer-" + (700_000 + i))))
            .toArray();
    double truth = 100.0 * (members - unknown) / members;
    return IntStream.range(0, 1000)
        .mapToObj(
            seed -> {
              Sample sample = Sample.of("s-" + seed, members, 1000);
              long looked = 0;
              long found = 0;
              for (int i = 0; i < members; i++) {
                if (sample.containsHash(hashes[i])) {
                  looked++;
                  found += i < unknown ? 0 : 1;
                }
              }
              return new MatchEstimate(members, looked, found);
            })
        .filter(estimate -> estimate.low() - 0.05 <= truth && truth <= estimate.high() + 0.05)
        .count();
  }
}
