package ai.kubit.cohortimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.ExecutionView;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.mail.Samples;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {
  private static ExecutionView ended(Outcome outcome) {
    return view(Samples.execution(new Samples.Ended(outcome, Optional.empty())));
  }

  private static ExecutionView view(ImportExecution execution) {
    return ExecutionView.of(execution, Optional.empty());
  }

  private static ExecutionView queued() {
    CohortKey cohort = new CohortKey("acme", "vip");
    InMemoryCohortStore store = new InMemoryCohortStore();
    Schedules.stored(
        store,
        Schedules.entry(
            cohort, Schedules.daily(cohort, "VIP"), ScheduleState.LIVE, Optional.of(Samples.NOW)));
    BeginResult begun =
        new ImportExecutions(store, new VirtualTime(Samples.NOW), () -> "token")
            .begin(BeginRequest.scheduled(cohort));
    return view(((BeginResult.Begun) begun).execution());
  }

  private static int code(Answer answer) {
    return ExitCode.of(answer).code();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, 0",
    "COMPLETED_WITH_ERRORS, 3",
    "REFUSED, 4",
    "FAILED, 5",
    "CANCELLED, 7"
  })
  void anImportEndsWithTheCodeOfItsOutcome(Outcome outcome, int code) {
    assertThat(code(new Answer.Imported(ended(outcome)))).isEqualTo(code);
    assertThat(code(new Answer.Worked(1, Optional.of(ended(outcome))))).isEqualTo(code);
  }

  @Test
  void anImportThatIsNotOverEndsWithACodeOfItsOwn() {
    assertThat(code(new Answer.Imported(queued()))).isEqualTo(6);
    assertThat(code(new Answer.Worked(1, Optional.of(queued())))).isEqualTo(6);
  }

  @Test
  void theSameAgainEndsWithTheCodeOfWhatBecameOfIt() {
    assertThat(code(new Answer.SameTrigger("m-1", Optional.of(ended(Outcome.FAILED)))))
        .isEqualTo(5);
    assertThat(code(new Answer.NewerImported(Optional.of("m-1"), Optional.of(queued()))))
        .isEqualTo(6);
  }

  @Test
  void showingAFailedExecutionIsNoFailure() {
    assertThat(code(new Answer.ExecutionFound(ended(Outcome.FAILED)))).isZero();
    assertThat(code(new Answer.HistoryFound(List.of(ended(Outcome.FAILED)), Optional.empty())))
        .isZero();
  }

  static Stream<Answer> done() {
    return Stream.of(
        new Answer.Swept(1, false, 1),
        new Answer.Worked(0, Optional.empty()),
        new Answer.StopRequested("m-1"),
        new Answer.SchedulesFound(List.of(), Optional.empty()),
        new Answer.ReportStored(1, 1, "key"),
        new Answer.ImportStarted("m-1"),
        new Answer.SameTrigger("m-1", Optional.empty()),
        new Answer.NewerImported(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("done")
  void whatIsDoneEndsWithZero(Answer answer) {
    assertThat(code(answer)).isZero();
  }

  @Test
  void whatIsNotDoneDoesNotEndWithZero() {
    assertThat(code(new Answer.WrongEvent(List.of()))).isEqualTo(2);
    assertThat(code(new Answer.ImportUnderWay("s-1", Instant.EPOCH))).isEqualTo(6);
    assertThat(code(new Answer.ForgetUnfinished(List.of(), ""))).isEqualTo(6);
    assertThat(code(new Answer.ScheduleNotLive(""))).isEqualTo(8);
    assertThat(code(new Answer.NothingThere(""))).isEqualTo(8);
    assertThat(code(new Answer.NameTaken("vip"))).isEqualTo(8);
    assertThat(code(new Answer.TargetChanges(List.of("vip")))).isEqualTo(8);
    assertThat(ExitCode.USAGE.code()).isEqualTo(2);
  }
}
