package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.PlannedLooks;
import ai.kubit.cohortimport.ledger.PlannedLooks.OrderedLook;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.work.LookWorker;
import ai.kubit.cohortimport.work.LookWorker.LookStep;
import ai.kubit.cohortimport.work.Workers;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The command to look at what Braze really holds. */
@Singleton
public final class VerifyCommands {
  /** Nobody watches a progress bar that stands still for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final PlannedLooks looks;
  private final LookWorker worker;
  private final Workspaces workspaces;
  private final Workers workers;
  private final Time time;

  @Inject
  public VerifyCommands(
      PlannedLooks looks, LookWorker worker, Workspaces workspaces, Workers workers, Time time) {
    this.looks = looks;
    this.worker = worker;
    this.workspaces = workspaces;
    this.workers = workers;
    this.time = time;
  }

  Answer verify(Command.Verify command, Invocation invocation) throws InterruptedException {
    CohortKey cohort = command.cohort();
    Optional<Workspace> workspace =
        workspaces.find(cohort.workspaceId()).map(WorkspaceRecord::workspace);
    if (workspace.isEmpty()) {
      return WorkspaceCommands.noWorkspace(cohort.workspaceId());
    }
    if (workspace.get().profileReads() == Workspace.ProfileUse.OFF) {
      return new Answer.WrongEvent(
          "profileReads",
          "of the workspace %s is OFF, so nothing may be looked up. Put the workspace with MATCH or"
                  .formatted(cohort.workspaceId())
              + " VALUE; its REST key needs the permission users.export.ids");
    }
    OrderedLook ordered = looks.order(cohort, command.sample());
    if (ordered instanceof OrderedLook.AfterImport busy) {
      return new Answer.ImportUnderWay(busy.executionId(), busy.since());
    }
    if (!(ordered instanceof OrderedLook.Due due)) {
      return new Answer.NothingThere(
          "No import of %s was completed yet, so there is nothing to look for.".formatted(cohort));
    }
    if (command.await()) {
      return lookHere(cohort, due.executionId(), invocation);
    }
    workers.start(cohort);
    return new Answer.LookStarted(due.executionId());
  }

  private Answer lookHere(CohortKey cohort, String executionId, Invocation invocation)
      throws InterruptedException {
    Deadline legEnd = invocation.legEnd();
    LookStep step = new LookStep.LegWorked(Optional.empty());
    while (!isOver(step) && isSoonDue(cohort, legEnd)) {
      step = worker.work(cohort, legEnd, invocation.progress());
      legEnd = invocation.nextLeg().isPresent() ? invocation.nextLeg().get().get() : legEnd;
    }
    Optional<ImportExecution> line =
        step instanceof LookStep.LegWorked worked ? worked.line() : Optional.empty();
    return line.<Answer>map(found -> new Answer.Verified(view(found)))
        .orElseGet(() -> new Answer.LookStarted(executionId));
  }

  private static boolean isOver(LookStep step) {
    return !(step instanceof LookStep.LegWorked worked) || worked.line().isPresent();
  }

  /** Waits until the look is due, if a person would. */
  private boolean isSoonDue(CohortKey cohort, Deadline legEnd) throws InterruptedException {
    Optional<Instant> due = looks.dueAt(cohort);
    if (due.isEmpty() || legEnd.passed()) {
      return false;
    }
    Duration wait = Duration.between(time.now(), due.get());
    return wait.compareTo(LONGEST_WAIT) < 0
        && legEnd.pause(wait.isNegative() ? Duration.ZERO : wait);
  }

  private static ExecutionView view(ImportExecution line) {
    return ExecutionView.of(line, Optional.empty());
  }
}
