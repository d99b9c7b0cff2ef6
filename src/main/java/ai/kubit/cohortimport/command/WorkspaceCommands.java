package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.braze.WorkspaceCheck;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.membership.DeliveryTarget;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceChange;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The commands about workspaces. */
@Singleton
public final class WorkspaceCommands {
  private final Workspaces workspaces;
  private final CohortStore store;
  private final ImportExecutions executions;
  private final Memberships memberships;
  private final Connection connection;

  /**
   * How workspaces reach Braze.
   *
   * @param probe tries a workspace's connection without changing anyone
   * @param keys the full names of the parameters that may hold the keys of a workspace, by its id
   */
  public record Connection(
      Function<Workspace, WorkspaceCheck> probe, Function<String, List<String>> keys) {}

  /** The commands. */
  @Inject
  public WorkspaceCommands(
      Workspaces workspaces,
      CohortStore store,
      ImportExecutions executions,
      Memberships memberships,
      Connection connection) {
    this.workspaces = workspaces;
    this.store = store;
    this.executions = executions;
    this.memberships = memberships;
    this.connection = connection;
  }

  Answer put(Command.PutWorkspace command) {
    Workspace workspace = command.workspace();
    return workspaces.transition(
        workspace.workspaceId(),
        found -> {
          List<String> leftBehind =
              found.isPresent() && movesTarget(found.get().workspace(), workspace)
                  ? cohortsWithMembers(found.get().workspace())
                  : List.of();
          if (!leftBehind.isEmpty() && !command.acceptNewTarget()) {
            return WorkspaceChange.nothing(new Answer.TargetChanges(leftBehind));
          }
          WorkspaceRecord record =
              found
                  .map(before -> before.with(workspace))
                  .orElseGet(() -> WorkspaceRecord.first(workspace));
          return WorkspaceChange.put(record, new Answer.WorkspaceFound(workspace));
        });
  }

  private static boolean movesTarget(Workspace before, Workspace after) {
    return !DeliveryTarget.of(before).equals(DeliveryTarget.of(after));
  }

  private List<String> cohortsWithMembers(Workspace workspace) {
    return store.records(workspace.workspaceId()).stream()
        .filter(record -> record.active().isPresent() || hasMembers(record))
        .map(record -> record.cohort().cohortId())
        .toList();
  }

  private boolean hasMembers(CohortRecord record) {
    return record
        .belief()
        .membership()
        .map(memberships::manifest)
        .filter(manifest -> !manifest.isEmpty())
        .isPresent();
  }

  Answer get(Command.GetWorkspace command) {
    return workspaces
        .find(command.workspaceId())
        .<Answer>map(record -> new Answer.WorkspaceFound(record.workspace()))
        .orElseGet(() -> noWorkspace(command.workspaceId()));
  }

  Answer check(Command.CheckWorkspace command) {
    Optional<WorkspaceRecord> record = workspaces.find(command.workspaceId());
    if (record.isEmpty()) {
      return noWorkspace(command.workspaceId());
    }
    try {
      WorkspaceCheck check = connection.probe().apply(record.get().workspace());
      return check instanceof WorkspaceCheck.Ok
          ? new Answer.WorkspaceWorks(check.sentence())
          : wrong(check.sentence());
    } catch (ImportStoppedException keyMissing) {
      return wrong(keyMissing.getMessage());
    }
  }

  Answer forget(Command.ForgetWorkspace command, Deadline legEnd) {
    return new WorkspaceRemoval(workspaces, store, executions, memberships, legEnd)
        .remove(command.workspaceId(), connection.keys().apply(command.workspaceId()));
  }

  private static Answer wrong(String sentence) {
    return new Answer.WrongEvent("workspace", sentence);
  }

  static Answer noWorkspace(String workspaceId) {
    return new Answer.NothingThere(
        "There is no workspace %s. Put it first.".formatted(workspaceId));
  }
}
