package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.ledger.TestChanges;
import ai.kubit.cohortimport.mail.Samples;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads on the command line. */
class AnswerTextTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T09:00:00Z");

  private static ExecutionView ended(Reason reason, Counts counts, ImportOptions options) {
    ImportExecution execution =
        Samples.of(Samples.ended(reason)).counting(counts).with(options).build();
    return ExecutionView.of(execution, Optional.empty());
  }

  private static ExecutionView ended(Reason reason) {
    return ended(reason, Counts.NONE, ImportOptions.PLAIN);
  }

  private static String text(ExecutionView view) {
    return AnswerText.of(new Answer.ExecutionFound(view));
  }

  @Test
  void theScheduleInTheWayIsShownBelowTheConflict() {
    CohortKey cohort = new CohortKey("acme", "vip");
    String text =
        AnswerText.of(
            new Answer.ScheduleStands(
                ScheduleView.of(
                    Schedules.entry(
                        cohort,
                        Schedules.daily(cohort, "VIP"),
                        ScheduleState.LIVE,
                        Optional.of(SINCE)))));

    assertThat(text.lines()).first().asString().startsWith("CONFLICT: The cohort has a schedule");
    assertThat(text)
        .contains("\"cohortName\" : \"VIP\"", "\"sentence\" : \"every day at 08:00, UTC\"")
        .doesNotContain("status", "message");
  }

  @Test
  void theCohortsThatATargetWouldLeaveAreShown() {
    assertThat(AnswerText.of(new Answer.TargetChanges(List.of("vip", "new"))))
        .startsWith("CONFLICT: These cohorts have members")
        .contains("\"cohorts\" : [ \"vip\", \"new\" ]")
        .doesNotContain("TARGET_CHANGES");
  }

  @Test
  void aTakenNameIsOneSentence() {
    assertThat(AnswerText.of(new Answer.NameTaken("vip")))
        .startsWith("CONFLICT: The cohort vip of this workspace")
        .hasLineCount(1);
  }

  @Test
  void whoIsBusyIsNamedWithTheTimeAlsoWhereTheAnswerHasAMessage() {
    assertThat(AnswerText.of(new Answer.ImportUnderWay("m-1", SINCE)))
        .contains("m-1", "since 2026-11-22T09:00:00Z", "stop-import");
    assertThat(AnswerText.of(Answer.ImportUnderWay.meaning("m-1", SINCE, "It is queued.")))
        .isEqualTo("BUSY: execution m-1, begun at 2026-11-22T09:00:00Z. It is queued.");
  }

  @Test
  void everyCohortThatIsNotForgottenYetIsNamed() {
    assertThat(
            AnswerText.of(
                    new Answer.ForgetUnfinished(
                        List.of(
                            new Answer.UnfinishedCohort("vip", Optional.of(running("m-1", SINCE))),
                            new Answer.UnfinishedCohort("new", Optional.empty())),
                        "Not yet."))
                .lines())
        .containsExactly(
            "BUSY: Not yet.",
            "  vip: execution m-1 has been under way since 2026-11-22T09:00:00Z",
            "  new");
  }

  private static ActiveExecution running(String executionId, Instant startedAt) {
    return new ActiveExecution(
        executionId,
        startedAt,
        ActiveExecution.Hold.running(startedAt, "owner", startedAt),
        ActiveExecution.Legs.NONE,
        false);
  }

  @Test
  void whatWasDoneBeforeIsShownWithItsEnd() {
    assertThat(
            AnswerText.of(new Answer.SameTrigger("m-1", Optional.of(ended(Reason.EXPORT_MISSING)))))
        .contains("nothing was done again", "FAILED (EXPORT_MISSING): There is no export");
  }

  /** Without it the figures of an import that held removals back look as if nobody had left. */
  @Test
  void removalsThatWereHeldBackStandBesideThoseThatWereNot() {
    assertThat(text(held(1_050))).contains("unsupported 0; to remove 0, held back 1,050\n");
    assertThat(text(held(0))).contains("to remove 0\n");
  }

  private static ExecutionView held(long removals) {
    Counts counts =
        Counts.NONE
            .with(new Counts.Members(100, 100, 0, 100))
            .with(TestChanges.adding(0).holding(removals).changes());
    return ended(Reason.REMOVALS_HELD, counts, ImportOptions.PLAIN);
  }

  @Test
  void whyRowsWereRejectedIsSaidWithoutTheReport() {
    Counts counts =
        Counts.NONE.with(
            new Counts.Rows(1_012, 1_012, 0, Map.of("NULL_WORD", 12L, "BLANK", 1_000L)));

    assertThat(text(ended(Reason.ROWS_REJECTED, counts, ImportOptions.PLAIN)))
        .contains("  rejected: BLANK 1,000, NULL_WORD 12\n");
  }

  @Test
  void aDryRunIsCalledOneAlsoWhenItEndsWithProblemsAndInTheHistory() {
    ExecutionView dryRun =
        ended(Reason.ROWS_REJECTED, Counts.NONE, new ImportOptions(true, false, false));
    Answer history = new Answer.HistoryFound(List.of(dryRun), Optional.empty());

    assertThat(text(dryRun)).contains("dry run: nothing was sent to Braze");
    assertThat(AnswerText.of(history).lines().toList().get(1)).endsWith("-r3  (dry run)");
  }

  @Test
  void aRefusedImportIsShownWithTheCommandThatConfirmsItUnlessItWasADryRun() {
    assertThat(text(ended(Reason.GUARD_REMOVALS)))
        .contains(
            "  to confirm: kubit-cohort-import import-now acme spring-buyers --confirm-removals"
                + " s-20261122T0800Z-r3\n");
    assertThat(
            text(ended(Reason.GUARD_REMOVALS, Counts.NONE, new ImportOptions(true, false, false))))
        .doesNotContain("to confirm");
  }
}
