package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.work.Worker;
import ai.kubit.cohortimport.work.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The commands about imports and their history. */
@Singleton
public final class ImportCommands {
  /** Nobody watches a progress bar that stands still for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final CohortStore store;
  private final ImportExecutions executions;
  private final Worker worker;
  private final Workers workers;
  private final Time time;

  @Inject
  public ImportCommands(
      CohortStore store, ImportExecutions executions, Worker worker, Workers workers, Time time) {
    this.store = store;
    this.executions = executions;
    this.worker = worker;
    this.workers = workers;
    this.time = time;
  }

  Answer work(Command.Work command, Invocation invocation) throws InterruptedException {
    Worker.Done done =
        command.cohort().isPresent()
            ? worker.workFrom(command.cohort().get(), invocation.legEnd(), invocation.progress())
            : worker.work(invocation.legEnd(), invocation.progress());
    return new Answer.Worked(done.imports(), done.last().map(this::view));
  }

  Answer importByEvent(Command.Import command, Invocation invocation) throws InterruptedException {
    BeginResult answer =
        executions.begin(
            BeginRequest.event(
                command.cohort(), "e-" + command.eventId(), command.scheduledTime()));
    return answer instanceof BeginResult.Begun begun
        ? runHere(begun.execution(), invocation)
        : no(answer, command.cohort());
  }

  Answer importNow(Command.ImportNow command, Invocation invocation) throws InterruptedException {
    CohortKey cohort = command.request().cohort();
    BeginResult answer = executions.begin(command.request());
    if (!(answer instanceof BeginResult.Begun begun)) {
      return no(answer, cohort);
    }
    if (command.await()) {
      return runHere(begun.execution(), invocation);
    }
    workers.start(cohort);
    return new Answer.ImportStarted(begun.execution().executionId());
  }

  private Answer runHere(ImportExecution begun, Invocation invocation) throws InterruptedException {
    Optional<ImportExecution> execution =
        worker.importNow(begun.cohort(), invocation.legEnd(), invocation.progress());
    while (execution.isPresent() && goesOnSoon(execution.get(), invocation)) {
      execution =
          worker.importNow(
              begun.cohort(), invocation.nextLeg().orElseThrow().get(), invocation.progress());
    }
    return execution.<Answer>map(this::imported).orElseGet(() -> takenOver(begun));
  }

  /** Waits for the next leg, if it may be worked on here and a person would wait for it. */
  private boolean goesOnSoon(ImportExecution execution, Invocation invocation)
      throws InterruptedException {
    if (execution.state() != ImportExecution.State.INTERRUPTED || invocation.nextLeg().isEmpty()) {
      return false;
    }
    Duration wait =
        active(execution.cohort())
            .map(active -> Duration.between(time.now(), active.takeableAt()))
            .orElse(LONGEST_WAIT);
    return wait.compareTo(LONGEST_WAIT) < 0 && invocation.legEnd().pause(wait);
  }

  private Answer.Imported imported(ImportExecution execution) {
    return new Answer.Imported(view(execution));
  }

  /** Somebody else works on what was begun here, or has finished it. */
  private Answer takenOver(ImportExecution begun) {
    ImportExecution now = store.execution(begun.cohort(), begun.executionId()).orElse(begun);
    return switch (now.state()) {
      case DONE -> imported(now);
      case RUNNING -> new Answer.ImportUnderWay(begun.executionId(), begun.origin().startedAt());
      case QUEUED, INTERRUPTED ->
          Answer.ImportUnderWay.meaning(
              begun.executionId(),
              begun.origin().startedAt(),
              "As many imports of the workspace %s run as its maxParallelImports allows. This one"
                      .formatted(begun.cohort().workspaceId())
                  + " is queued; a sweep begins it when one of them has ended.");
    };
  }

  private Answer no(BeginResult answer, CohortKey cohort) {
    if (answer instanceof BeginResult.AlreadyDone done) {
      return new Answer.SameTrigger(done.executionId(), view(cohort, done.executionId()));
    }
    if (answer instanceof BeginResult.Overtaken overtaken) {
      return new Answer.NewerImported(
          overtaken.executionId(), overtaken.executionId().flatMap(id -> view(cohort, id)));
    }
    if (answer instanceof BeginResult.OtherOptions other) {
      return new Answer.WrongEvent(
          "clientToken",
          "has begun the execution %s with other options; send another token, or the same options"
              .formatted(other.executionId()));
    }
    if (answer instanceof BeginResult.Busy busy) {
      return new Answer.ImportUnderWay(busy.executionId(), busy.since());
    }
    if (answer instanceof BeginResult.Kept kept) {
      return Answer.ImportUnderWay.keeping(kept.executionId(), kept.since());
    }
    if (answer instanceof BeginResult.NotLive notLive) {
      return new Answer.ScheduleNotLive(
          "The schedule of %s is %s. %s"
              .formatted(
                  cohort,
                  notLive.state(),
                  notLive.state() == ScheduleState.PAUSED
                      ? "Resume it, or put a new one."
                      : "Put a new one."));
    }
    if (answer instanceof BeginResult.NothingToConfirm) {
      return new Answer.WrongEvent(
          "confirmRemovals",
          "must name the cohort's last execution that was REFUSED, and is good once; see its"
              + " history");
    }
    return noSchedule(cohort);
  }

  Answer stop(Command.StopImport command) {
    return executions
        .requestStop(command.cohort())
        .<Answer>map(Answer.StopRequested::new)
        .orElseGet(
            () ->
                new Answer.NothingThere(
                    "No import of %s is under way.".formatted(command.cohort())));
  }

  Answer get(Command.GetExecution command) {
    return view(command.cohort(), command.executionId())
        .<Answer>map(Answer.ExecutionFound::new)
        .orElseGet(
            () ->
                new Answer.NothingThere(
                    "%s has no execution %s.".formatted(command.cohort(), command.executionId())));
  }

  private Optional<ActiveExecution> active(CohortKey cohort) {
    return store.record(cohort).flatMap(CohortRecord::active);
  }

  private Optional<ExecutionView> view(CohortKey cohort, String executionId) {
    return store.execution(cohort, executionId).map(this::view);
  }

  private ExecutionView view(ImportExecution execution) {
    return ExecutionView.of(execution, active(execution.cohort()));
  }

  Answer history(Command.History command) {
    Optional<CohortRecord> record = store.record(command.cohort());
    if (record.isEmpty()) {
      return noSchedule(command.cohort());
    }
    CohortStore.ExecutionPage page;
    try {
      page =
          store.history(
              command.cohort(),
              new CohortStore.HistoryQuery(
                  command.limit(), command.outcome(), command.nextToken()));
    } catch (IllegalArgumentException e) {
      return new Answer.WrongEvent(
          "nextToken", "must be the nextToken of an earlier answer, unchanged");
    }
    return new Answer.HistoryFound(
        page.executions().stream()
            .map(execution -> ExecutionView.of(execution, record.get().active()))
            .toList(),
        page.nextToken());
  }

  static Answer noSchedule(CohortKey cohort) {
    return new Answer.NothingThere("%s has no schedule. Put one first.".formatted(cohort));
  }
}
