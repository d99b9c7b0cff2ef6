package ai.kubit.cohortimport.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.guard.ImportGuard.Decision;
import ai.kubit.cohortimport.guard.ImportGuard.GuardMembers;
import ai.kubit.cohortimport.guard.ImportGuard.GuardRows;
import ai.kubit.cohortimport.guard.ImportGuard.GuardTotals;
import ai.kubit.cohortimport.guard.ImportGuard.Limits;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportLimits;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportGuardTest {
  private static final String PRINT = "print";

  private static String word(Decision decision) {
    return decision.removalsHeld()
        ? "HELD"
        : decision.refused().map(Reason::name).orElse("ALLOWED");
  }

  private static GuardTotals shrinking(long believed, long export, long leavers) {
    return new GuardTotals(
        new GuardMembers(believed, believed, export, leavers, 0), new GuardRows(export, 0, 0));
  }

  /** 20 % removals, ten times the size, 5 % unreadable rows. */
  private static Limits limits() {
    return limits(Optional.empty(), Optional.empty());
  }

  private static Limits limits(Optional<UsualRows> usual, Optional<Confirmation> confirmation) {
    return new Limits(new ImportLimits(20, 10, 5), usual, PRINT, confirmation);
  }

  private static Optional<Confirmation> confirmed(Reason kind, long number) {
    return Optional.of(new Confirmation(kind, PRINT, number, number));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what,                          believed, export, leavers, rows, unreadable, verdict
    "nobody leaves,                        1000,  1000,   0, 1000,   0, ALLOWED",
    "an empty export of an empty cohort,      0,     0,   0,    0,   0, ALLOWED",
    "unreadable rows but nobody leaves,    1000,  1000,   0, 1100, 100, ALLOWED",
    "one below the limit,                  1000,   801, 199,  801,   0, ALLOWED",
    "exactly the limit,                    1000,   800, 200,  800,   0, ALLOWED",
    "one above the limit,                  1000,   799, 201,  799,   0, GUARD_REMOVALS",
    "100 believed: a share counts,          100,    79,  21,   79,   0, GUARD_REMOVALS",
    "100 believed at the limit,             100,    80,  20,   80,   0, ALLOWED",
    "99 believed: a share says nothing,      99,     1,  98,    1,   0, ALLOWED",
    "99 believed: everyone leaves,           99,     1,  99,    1,   0, GUARD_REMOVALS",
    "one believed and another one named,      1,     1,   1,    1,   0, GUARD_REMOVALS",
    "99 believed: most beside a bad row,     99,    49,  50,   50,   1, GUARD_REMOVALS",
    "99 believed: not most beside a bad row, 99,    50,  49,   51,   1, ALLOWED",
    "an empty export,                      1000,     0, 1000,   0,   0, GUARD_EMPTY",
    "an empty export over one member,         1,     0,   1,    0,   0, GUARD_EMPTY",
    "one named and all others left,          1000,     1, 1000,   1,   0, GUARD_REMOVALS",
    "unreadable at the limit,              1000,   900, 100, 1000,  50, ALLOWED",
    "unreadable one above the limit,       1000,   900, 100, 1000,  51, HELD",
    "held before refused,                  1000,   500, 500, 1000,  51, HELD",
    "empty before held,                    1000,     0, 1000,  10,  10, GUARD_EMPTY",
  })
  void verdicts(
      String what,
      long believed,
      long export,
      long leavers,
      long rows,
      long unreadable,
      String verdict) {
    GuardTotals totals =
        new GuardTotals(
            new GuardMembers(believed, believed, export, leavers, 0),
            new GuardRows(rows, unreadable, 0));

    Decision given = ImportGuard.judge(totals, limits());

    assertThat(word(given)).as(what).isEqualTo(verdict);
    assertThat(given.message().isEmpty()).isEqualTo(verdict.equals("ALLOWED"));
    assertThat(given.totals()).contains(totals);
  }

  /** A cohort that is halved again and again: the second time most of the largest size is gone. */
  @ParameterizedTest
  @CsvSource({
    "1600, 1600, 800, ALLOWED",
    " 800, 1600, 400, GUARD_REMOVALS",
    " 800, 1600,   1, GUARD_REMOVALS",
    " 800, 1600,   0, ALLOWED",
    "1000, 1600, 200, ALLOWED",
    "1000, 1600, 201, GUARD_REMOVALS",
    "  50,  100,   1, GUARD_REMOVALS",
  })
  void removalsAreJudgedAgainstTheLargestSizeLately(
      long believed, long largest, long leavers, String verdict) {
    GuardTotals totals =
        new GuardTotals(
            new GuardMembers(believed, largest, 700, leavers, 0), new GuardRows(700, 0, 0));
    Limits half =
        new Limits(new ImportLimits(50, 10, 5), Optional.empty(), PRINT, Optional.empty());

    assertThat(word(ImportGuard.judge(totals, half))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    // believed, largest, export, additions, verdict
    "1001,  1001, 10010, 10001, ALLOWED",
    "1001,  1001, 10011, 10001, GUARD_GROWTH",
    "1000,  1000, 10001, 10000, ALLOWED",
    " 120,   120, 20120, 20000, GUARD_GROWTH",
    " 100,   100, 20100, 20000, GUARD_GROWTH",
    "  99,    99, 20099, 20000, ALLOWED",
    " 120, 20000, 20120, 20000, ALLOWED",
  })
  void growthBeyondBeliefIsAskedAboutWhereItIsMany(
      long believed, long largest, long export, long additions, String verdict) {
    GuardTotals totals =
        new GuardTotals(
            new GuardMembers(believed, largest, export, 0, additions), new GuardRows(export, 0, 0));

    assertThat(word(ImportGuard.judge(totals, limits()))).isEqualTo(verdict);
  }

  /** The last import's share was 10 of 200 rows, 5 %; 5 points more are allowed. */
  @ParameterizedTest
  @CsvSource({
    "100, 10, HELD, 11",
    "100, 10, ALLOWED, 10",
    "200, 0, HELD, 21",
    "200, 0, ALLOWED, 20",
    "200, 0, ALLOWED, 3",
  })
  void aShareOfRowsWithoutIdentityThatRisesHoldsRemovals(
      long rows, long ignored, String verdict, long without) {
    GuardTotals totals =
        new GuardTotals(new GuardMembers(1000, 1000, 950, 100, 0), new GuardRows(rows, 0, without));
    Limits limits = limits(Optional.of(new UsualRows(200, 10)), Optional.empty());

    assertThat(word(ImportGuard.judge(totals, limits))).isEqualTo(verdict);
  }

  @Test
  void whereNothingIsUsualYetNoShareHasRisen() {
    GuardTotals totals =
        new GuardTotals(new GuardMembers(1000, 1000, 950, 100, 0), new GuardRows(1000, 0, 500));

    assertThat(word(ImportGuard.judge(totals, limits()))).isEqualTo("ALLOWED");
  }

  @Test
  void rowsWithoutIdentityHoldNothingWhereNobodyLeaves() {
    GuardTotals totals =
        new GuardTotals(new GuardMembers(1000, 1000, 1000, 0, 0), new GuardRows(1500, 0, 500));

    assertThat(
            word(
                ImportGuard.judge(
                    totals, limits(Optional.of(new UsualRows(1000, 0)), Optional.empty()))))
        .isEqualTo("ALLOWED");
  }

  @ParameterizedTest
  @CsvSource({
    // kind,         number, export, leavers, verdict
    "GUARD_REMOVALS, 300,    670,    330,     ALLOWED",
    "GUARD_REMOVALS, 300,    669,    331,     GUARD_REMOVALS",
    "GUARD_REMOVALS, 1000,   0,      1000,    GUARD_EMPTY",
    "GUARD_EMPTY,    1000,   0,      1000,    ALLOWED",
    "GUARD_EMPTY,    900,    0,      1000,    GUARD_EMPTY",
    "GUARD_EMPTY,    1000,   500,    500,     GUARD_REMOVALS",
    "GUARD_GROWTH,   1000,   500,    500,     GUARD_REMOVALS",
  })
  void aConfirmationIsForItsKindAndATenthMore(
      Reason kind, long number, long export, long leavers, String verdict) {
    Decision given =
        ImportGuard.judge(
            shrinking(1000, export, leavers), limits(Optional.empty(), confirmed(kind, number)));

    assertThat(word(given)).isEqualTo(verdict);
  }

  @Test
  void heldRowsAreHeldConfirmedOrNot() {
    GuardTotals totals =
        new GuardTotals(new GuardMembers(1000, 1000, 500, 500, 0), new GuardRows(1000, 51, 0));

    assertThat(
            word(
                ImportGuard.judge(
                    totals, limits(Optional.empty(), confirmed(Reason.GUARD_REMOVALS, 500)))))
        .isEqualTo("HELD");
  }

  @Test
  void growthIsConfirmedByItsAdditions() {
    GuardTotals totals =
        new GuardTotals(new GuardMembers(120, 120, 20_120, 0, 20_000), new GuardRows(20_120, 0, 0));
    GuardTotals more =
        new GuardTotals(new GuardMembers(120, 120, 22_121, 0, 22_001), new GuardRows(22_121, 0, 0));
    Limits limits = limits(Optional.empty(), confirmed(Reason.GUARD_GROWTH, 20_000));

    assertThat(word(ImportGuard.judge(totals, limits))).isEqualTo("ALLOWED");
    assertThat(word(ImportGuard.judge(more, limits))).isEqualTo("GUARD_GROWTH");
  }

  /** One confirmation for both, or the two questions would take turns for ever. */
  @Test
  void growthBesideManyRemovalsIsOneQuestion() {
    GuardTotals totals =
        new GuardTotals(
            new GuardMembers(1000, 1000, 20_000, 900, 19_900), new GuardRows(20_000, 0, 0));

    Decision asked = ImportGuard.judge(totals, limits());

    assertThat(asked.refused()).contains(Reason.GUARD_REMOVALS);
    assertThat(asked.message()).contains("remove 900 of 1,000", "19,900 would be added");
    Confirmation both = new Confirmation(Reason.GUARD_REMOVALS, PRINT, 900, 19_900);
    assertThat(word(ImportGuard.judge(totals, limits(Optional.empty(), Optional.of(both)))))
        .isEqualTo("ALLOWED");
  }

  @Test
  void aConfirmationOfAnotherExportIsNoneAndSaysSo() {
    Confirmation given = new Confirmation(Reason.GUARD_REMOVALS, "yesterday's", 920, 0);

    Decision decision =
        ImportGuard.judge(shrinking(1000, 80, 920), limits(Optional.empty(), Optional.of(given)));

    assertThat(decision.refused()).contains(Reason.GUARD_REMOVALS);
    assertThat(decision.message())
        .endsWith(
            "Nothing was sent. The export has changed since you confirmed: look at the new numbers,"
                + " then confirm again.");
  }

  @Test
  void aConfirmationThatDoesNotReachSaysWhy() {
    assertThat(
            ImportGuard.judge(
                    shrinking(1000, 80, 920),
                    limits(Optional.empty(), confirmed(Reason.GUARD_REMOVALS, 500)))
                .message())
        .contains("more than you confirmed (500)");
    assertThat(
            ImportGuard.judge(
                    shrinking(1000, 0, 1000),
                    limits(Optional.empty(), confirmed(Reason.GUARD_REMOVALS, 1000)))
                .message())
        .contains("What you confirmed was something else");
  }

  @ParameterizedTest
  @CsvSource({
    "0,   1, GUARD_REMOVALS",
    "100, 1000, ALLOWED",
  })
  void theLimitMayForbidAnyRemovalOrAllowEach(int percent, long leavers, String verdict) {
    Limits limits =
        new Limits(new ImportLimits(percent, 10, 5), Optional.empty(), PRINT, Optional.empty());

    assertThat(word(ImportGuard.judge(shrinking(1000, 500, leavers), limits))).isEqualTo(verdict);
  }

  @Test
  void aRefusalNamesTheNumbers() {
    assertThat(ImportGuard.judge(shrinking(12_000, 9_000, 3_000), limits()).message())
        .isEqualTo(
            "The export would remove 3,000 of 12,000 members, which is more than 20 %. Nothing was"
                + " sent.");
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(800, 1_600, 400, 400, 0), new GuardRows(400, 0, 0)),
                    limits())
                .message())
        .isEqualTo(
            "The export would remove 400 of 800 members. Together with those who were removed"
                + " within the last 36 hours, 1,200 of 1,600 would be gone, which is more than"
                + " 20 %. Nothing was sent.");
    assertThat(ImportGuard.judge(shrinking(12_000, 0, 12_000), limits()).message())
        .isEqualTo(
            "The export names nobody, while the cohort had 12,000 members until now. Nothing was"
                + " sent.");
    assertThat(ImportGuard.judge(shrinking(50, 1, 50), limits()).message())
        .startsWith("The export would remove 50 of 50 members, which is everyone.");
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(new GuardMembers(99, 99, 1, 98, 0), new GuardRows(99, 0, 98)),
                    limits())
                .message())
        .startsWith(
            "The export would remove 98 of 99 members, which is more than half, while 98 of its 99"
                + " rows name nobody.");
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(120, 120, 20_120, 0, 20_000), new GuardRows(20_120, 0, 0)),
                    limits())
                .message())
        .isEqualTo(
            "The export names 20,120 members, which is more than 10 times as many as the cohort had"
                + " lately (120); 20,000 would be added. Nothing was sent.");
  }

  /** 13,600 additions to 1,500 members are no ten times as many; the 15,100 of the export are. */
  @Test
  void growthIsSaidOfTheSizeThatIsJudged() {
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(1_500, 1_500, 15_100, 0, 13_600),
                        new GuardRows(15_100, 0, 0)),
                    limits())
                .message())
        .startsWith("The export names 15,100 members, which is more than 10 times as many");
  }

  @Test
  void whoHoldsRemovalsBackForLostIdentitiesNamesThePercentageThatWouldAllowThem() {
    Optional<UsualRows> usual = Optional.of(new UsualRows(210, 10));
    GuardTotals lost =
        new GuardTotals(new GuardMembers(200, 200, 110, 90, 0), new GuardRows(200, 0, 90));

    assertThat(ImportGuard.judge(lost, limits(usual, Optional.empty())).message())
        .endsWith("set the schedule's maxUnreadablePercent to 41 for one import.");
    assertThat(usual.get().isExceededBy(200, 90, 40)).isTrue();
    assertThat(usual.get().isExceededBy(200, 90, 41)).isFalse();
  }

  @Test
  void anExportWhoseRowsWereAllRejectedSaysThatFirst() {
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(200, 200, 0, 200, 0), new GuardRows(150, 0, 150)),
                    limits())
                .message())
        .isEqualTo(
            "All 150 rows of the export were rejected; the report lists them by line. So the export"
                + " names nobody, while the cohort had 200 members until now. Nothing was sent.");
  }

  @Test
  void whoHoldsRemovalsBackNamesTheRows() {
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(1000, 1000, 900, 100, 0), new GuardRows(1000, 51, 0)),
                    limits())
                .message())
        .startsWith("51 of 1,000 rows could not be read, which is more than 5 %.");
    assertThat(
            ImportGuard.judge(
                    new GuardTotals(
                        new GuardMembers(200, 200, 110, 90, 0), new GuardRows(200, 0, 90)),
                    limits(Optional.of(new UsualRows(210, 10)), Optional.empty()))
                .message())
        .startsWith(
            "90 of 200 rows hold no usable identity, after 10 of 210 in the import before.");
  }

  @Test
  void aCohortOfBillionsDoesNotOverflow() {
    assertThat(
            word(
                ImportGuard.judge(
                    shrinking(90_000_000_000L, 10, 90_000_000_000L),
                    new Limits(
                        new ImportLimits(99, 10, 5),
                        Optional.of(new UsualRows(90_000_000_000L, 90_000_000L)),
                        PRINT,
                        Optional.empty()))))
        .isEqualTo("GUARD_REMOVALS");
    assertThat(new UsualRows(90_000_000_000L, 0).isExceededBy(90_000_000_000L, 900_000_001, 1))
        .isTrue();
    assertThat(new UsualRows(90_000_000_000L, 0).isExceededBy(90_000_000_000L, 900_000_000, 1))
        .isFalse();
  }
}
