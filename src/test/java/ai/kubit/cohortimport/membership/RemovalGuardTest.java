package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.membership.RemovalGuard.Limits;
import ai.kubit.cohortimport.membership.RemovalGuard.Totals;
import ai.kubit.cohortimport.membership.RemovalGuard.Verdict;
import ai.kubit.cohortimport.outcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalGuardTest {
  private static String word(Verdict verdict) {
    return verdict.removalsHeld() ? "HELD" : verdict.refused().map(Reason::name).orElse("ALLOWED");
  }

  /** Percentages: 20 for removals, 5 for unreadable rows. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what,                          believed, export, leavers, rows, unreadable, confirmed,
    // verdict
    "nobody leaves,                        1000,  1000,   0, 1000,   0,   0, ALLOWED",
    "an empty export of an empty cohort,      0,     0,   0,    0,   0,   0, ALLOWED",
    "unreadable rows but nobody leaves,    1000,  1000,   0, 1100, 100,   0, ALLOWED",
    "one below the limit,                  1000,   801, 199,  801,   0,   0, ALLOWED",
    "exactly the limit,                    1000,   800, 200,  800,   0,   0, ALLOWED",
    "one above the limit,                  1000,   799, 201,  799,   0,   0, GUARD_REMOVALS",
    "99 believed: a share says nothing,      99,     1,  98,    1,   0,   0, ALLOWED",
    "100 believed: a share counts,          100,    79,  21,   79,   0,   0, GUARD_REMOVALS",
    "100 believed at the limit,             100,    80,  20,   80,   0,   0, ALLOWED",
    "an empty export,                      1000,     0, 1000,   0,   0,   0, GUARD_EMPTY",
    "an empty export over one member,         1,     0,   1,    0,   0,   0, GUARD_EMPTY",
    "one named and all others left,          1000,     1, 1000,   1,   0,   0, GUARD_REMOVALS",
    "confirmed up to exactly,              1000,     0, 1000,   0,   0, 1000, ALLOWED",
    "confirmed up to one less,             1000,     0, 1000,   0,   0,  999, GUARD_EMPTY",
    "confirmed up to one more,             1000,   700, 300,  700,   0,  301, ALLOWED",
    "confirmed yet more would go,        1000,   699, 301,  699,   0,  300, GUARD_REMOVALS",
    "unreadable at the limit,              1000,   900, 100, 1000,  50,   0, ALLOWED",
    "unreadable one above the limit,       1000,   900, 100, 1000,  51,   0, HELD",
    "held before refused,                  1000,   500, 500, 1000,  51,   0, HELD",
    "held before empty,                    1000,     0, 1000,  10,  10,   0, HELD",
    "held before confirmed,                1000,   500, 500, 1000,  51, 500, HELD",
  })
  void verdicts(
      String what,
      long believed,
      long export,
      long leavers,
      long rows,
      long unreadable,
      long confirmed,
      String verdict) {
    Verdict given =
        RemovalGuard.judge(
            new Totals(believed, export, leavers, rows, unreadable), new Limits(20, 5, confirmed));

    assertThat(word(given)).as(what).isEqualTo(verdict);
    assertThat(given.message().isEmpty()).isEqualTo(verdict.equals("ALLOWED"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,   1, GUARD_REMOVALS",
    "100, 1000, ALLOWED",
  })
  void theLimitMayForbidAnyRemovalOrAllowEach(int percent, long leavers, String verdict) {
    assertThat(
            word(
                RemovalGuard.judge(
                    new Totals(1000, 500, leavers, 500, 0), new Limits(percent, 5, 0))))
        .isEqualTo(verdict);
  }

  @Test
  void aRefusalNamesTheNumbers() {
    assertThat(
            RemovalGuard.judge(new Totals(12_000, 9_000, 3_000, 9_000, 0), new Limits(20, 5, 0))
                .message())
        .isEqualTo(
            "The export would remove 3,000 of 12,000 members, which is more than 20 %. Nothing was"
                + " sent.");
    assertThat(
            RemovalGuard.judge(new Totals(12_000, 0, 12_000, 0, 0), new Limits(20, 5, 0)).message())
        .contains("names nobody")
        .contains("12,000");
    assertThat(
            RemovalGuard.judge(new Totals(1000, 900, 100, 1000, 51), new Limits(20, 5, 0))
                .message())
        .startsWith("51 of 1,000 rows could not be read, which is more than 5 %.");
  }

  @Test
  void aCohortOfBillionsDoesNotOverflow() {
    assertThat(
            word(
                RemovalGuard.judge(
                    new Totals(90_000_000_000L, 10, 90_000_000_000L, 10, 0), new Limits(99, 5, 0))))
        .isEqualTo("GUARD_REMOVALS");
  }
}
