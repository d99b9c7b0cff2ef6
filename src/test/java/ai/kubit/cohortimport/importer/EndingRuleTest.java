package ai.kubit.cohortimport.importer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.guard.ImportGuard.Decision;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private static Counts counts(long unknown, long refused, long rejected, long unsupported) {
    return new Counts(
        new Counts.Rows(5000, rejected, 0, Map.of()),
        new Counts.Members(0, 0, unsupported, 0),
        new Counts.Changes(3000, 1000, 0, 0, refused, unknown, 0),
        Counts.ImportEffort.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  1, 1, 1, 1, REFUSED,               GUARD_REMOVALS",
    "false, true,  1, 1, 1, 1, COMPLETED_WITH_ERRORS, REMOVALS_HELD",
    "false, false, 1, 1, 1, 1, COMPLETED_WITH_ERRORS, MEMBERS_UNKNOWN",
    "false, false, 0, 1, 1, 1, COMPLETED_WITH_ERRORS, MEMBERS_REFUSED",
    "false, false, 0, 0, 1, 1, COMPLETED_WITH_ERRORS, ROWS_REJECTED",
    "false, false, 0, 0, 0, 1, COMPLETED_WITH_ERRORS, DEVICES_UNRESOLVED",
    "false, false, 0, 0, 0, 0, COMPLETED,             ",
  })
  void theGravestMatterNamesTheEnding(
      boolean guarded,
      boolean held,
      long unknown,
      long refused,
      long rejected,
      long unsupported,
      Outcome outcome,
      Reason reason) {
    Decision decision =
        new Decision(
            guarded ? Optional.of(Reason.GUARD_REMOVALS) : Optional.empty(), held, "guard");

    Ending ending =
        EndingRule.of(counts(unknown, refused, rejected, unsupported), decision, false, NOW);

    assertThat(ending.outcome()).isEqualTo(outcome);
    assertThat(ending.reason()).isEqualTo(Optional.ofNullable(reason));
    assertThat(ending.finishedAt()).isEqualTo(NOW);
    assertThat(ending.message().equals("guard")).isEqualTo(guarded || held);
  }

  private static String message(Counts counts, boolean dryRun) {
    return EndingRule.of(counts, Decision.ALLOWED, dryRun, NOW).message();
  }

  @Test
  void theMessageCarriesTheNumbers() {
    assertThat(message(counts(1234, 0, 0, 0), false)).contains("1,234 of 4,000 changes");
    assertThat(message(counts(0, 1234, 0, 0), false)).contains("1,234 of 4,000 changes");
    assertThat(message(counts(0, 0, 1234, 0), false)).contains("1,234 of 5,000 rows");
    assertThat(message(counts(0, 0, 0, 1234), false)).contains("1,234 members");
    assertThat(message(counts(0, 0, 0, 0), false))
        .isEqualTo("Braze accepted 3,000 additions and 1,000 removals.");
  }

  /** Braze, which was never asked, accepted nothing. */
  @Test
  void whereNothingIsPlannedNothingIsSaidToBeAccepted() {
    assertThat(message(Counts.NONE, false))
        .isEqualTo("There was nothing to change, so nothing was sent to Braze.");
  }

  @Test
  void aDryRunNeverSaysThatAnythingWasAccepted() {
    assertThat(message(counts(0, 0, 0, 0), true))
        .contains("3,000 additions and 1,000 removals would be sent")
        .doesNotContain("accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 2, 7, 3, 3, 1, 2, 1, 1, 1, 2, true",
    "11, 1, 2, 7, 3, 3, 1, 2, 1, 1, 1, 2, false",
    "10, 2, 2, 7, 3, 3, 1, 2, 1, 1, 1, 2, false",
    "10, 1, 3, 7, 3, 3, 1, 2, 1, 1, 1, 2, false",
    "10, 1, 2, 7, 4, 3, 1, 2, 1, 1, 1, 2, false",
    "10, 1, 2, 7, 3, 3, 2, 2, 1, 1, 1, 2, false",
    "10, 1, 2, 7, 3, 3, 1, 3, 1, 1, 1, 2, false",
    "10, 1, 2, 7, 3, 3, 1, 2, 2, 1, 1, 2, false",
    "10, 1, 2, 7, 3, 3, 1, 2, 1, 2, 1, 2, false",
    "10, 1, 2, 7, 3, 3, 1, 2, 1, 1, 2, 2, false",
    "10, 1, 2, 7, 3, 3, 1, 2, 1, 1, 1, 3, false",
  })
  void theEquationsOfTheCountsSeeEveryTerm(
      long read,
      long rejected,
      long duplicates,
      long members,
      long unchanged,
      long adds,
      long unsupported,
      long removes,
      long accepted,
      long refused,
      long unknown,
      long notSent,
      boolean balanced) {
    Counts counts =
        new Counts(
            new Counts.Rows(read, rejected, duplicates, Map.of()),
            new Counts.Members(members, unchanged, unsupported, 99),
            new Counts.Changes(adds, removes, 99, accepted, refused, unknown, notSent),
            Counts.ImportEffort.NONE);

    assertThat(counts.balanced()).isEqualTo(balanced);
  }

  @Test
  void whatWasNotSentIsNoSuccess() {
    Counts counts =
        new Counts(
            new Counts.Rows(10, 0, 0, Map.of()),
            new Counts.Members(10, 0, 0, 0),
            new Counts.Changes(10, 0, 0, 7, 0, 0, 3),
            Counts.ImportEffort.NONE);

    Ending ending = EndingRule.of(counts, Decision.ALLOWED, false, NOW);

    assertThat(ending.outcome()).isEqualTo(Outcome.COMPLETED_WITH_ERRORS);
    assertThat(ending.reason()).contains(Reason.DEVICES_UNRESOLVED);
    assertThat(ending.message()).contains("3 of 10 changes");
    assertThat(EndingRule.of(counts, Decision.ALLOWED, true, NOW).outcome())
        .isEqualTo(Outcome.COMPLETED);
  }
}
