package ai.kubit.cohortimport.verification;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.Partitions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static boolean same(Sample one, Sample other) {
    return IntStream.range(0, Partitions.SLICES)
        .mapToObj(i -> MemberId.externalId("u" + i))
        .allMatch(member -> one.contains(member) == other.contains(member));
  }

  @Test
  void aSmallCohortIsLookedAtWhole() {
    assertThat(same(Sample.of("s-1", 1000, 1000), Sample.all())).isTrue();
    assertThat(same(Sample.of("s-1", 0, 1000), Sample.all())).isTrue();
    assertThat(same(Sample.of("s-1", 1100, 1000), Sample.all())).isFalse();
  }

  @Test
  void itIsTheSameEachTimeAndAnotherOneForAnotherSeed() {
    assertThat(same(Sample.of("s-1", 50_000, 1000), Sample.of("s-1", 50_000, 1000))).isTrue();
    assertThat(same(Sample.of("s-1", 50_000, 1000), Sample.of("s-2", 50_000, 1000))).isFalse();
  }

  @Test
  void itHoldsAboutAsManyAsWereWantedAndNeverNobody() {
    int members = 50_000;
    Sample sample = Sample.of("s-1", members, 1000);
    long chosen =
        IntStream.range(0, members)
            .filter(i -> sample.contains(MemberId.externalId("u" + i)))
            .count();
    assertThat(chosen).isBetween(800L, 1200L);
  }

  /** A slice of ten million members has 2,441, and of 256 files a few must be read. */
  @Test
  void ofALargeMembershipFewSlicesAreTouched() {
    assertThat(Sample.of("s-1", 10_000_000, 1000).slices()).isEqualTo(14);
    assertThat(Sample.of("s-1", 1_000_000, 1000).slices()).isEqualTo(132);
    assertThat(Sample.of("s-1", Long.MAX_VALUE, 1).slices()).isEqualTo(1);
  }

  /** Ids in a row must not stand or fall together: who is unknown is often a row of ids. */
  @Test
  void everyKindOfIdentityHasTheSameChance() {
    int members = 20_000;
    int samples = 200;
    long[] chosen = new long[3];
    for (int seed = 0; seed < samples; seed++) {
      Sample sample = Sample.of("s-" + seed, members, 1000);
      for (int i = 0; i < members; i++) {
        MemberId member =
            switch (i % 3) {
              case 0 -> MemberId.externalId("u" + i);
              case 1 -> MemberId.alias("u" + i, "crm");
              default -> MemberId.deviceId("u" + i);
            };
        chosen[i % 3] += sample.contains(member) ? 1 : 0;
      }
    }
    double each = samples * 1000.0 / 3;
    for (long count : chosen) {
      assertThat((double) count).isBetween(each * 0.96, each * 1.04);
    }
  }
}
