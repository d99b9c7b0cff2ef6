package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.WorkspaceChange;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes everything that is kept about a workspace. First all its schedules end, so that nothing
 * begins meanwhile; a cohort's record goes last, so that a repetition after a crash still finds
 * what is left.
 */
final class WorkspaceRemoval {
  /** Less than this left, and the rest is for a repetition. */
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private final Workspaces workspaces;
  private final CohortStore store;
  private final ImportExecutions executions;
  private final Memberships memberships;
  private final Deadline end;
  private final List<String> left = new ArrayList<>();
  private int lines;
  private int files;

  WorkspaceRemoval(
      Workspaces workspaces,
      CohortStore store,
      ImportExecutions executions,
      Memberships memberships,
      Deadline end) {
    this.workspaces = workspaces;
    this.store = store;
    this.executions = executions;
    this.memberships = memberships;
    this.end = end;
  }

  /**
   * Removes it.
   *
   * @param keys the full names of the parameters that may hold its keys
   */
  Answer remove(String workspaceId, List<String> keys) {
    List<CohortRecord> records = store.records(workspaceId);
    List<CohortRecord> busy = underWay(records);
    if (!busy.isEmpty()) {
      return unfinished(
          busy,
          "Imports of %s are under way, so nothing was removed. Wait for them, or stop them with stop-import; then send the same once more."
              .formatted(workspaceId));
    }
    records.forEach(this::rememberWhoIsLeftInBraze);
    for (CohortRecord record : records) {
      if (executions.retire(record.cohort()).isPresent()) {
        return unfinished(workspaceId);
      }
    }
    Set<CohortKey> cohorts = new TreeSet<>(memberships.cohortsWithState(workspaceId));
    records.forEach(record -> cohorts.add(record.cohort()));
    for (CohortKey cohort : cohorts) {
      if (!forgetHistory(cohort)) {
        return unfinished(workspaceId);
      }
    }
    files = memberships.forget(workspaceId);
    for (CohortKey cohort : cohorts) {
      Optional<CohortRecord> record = store.record(cohort);
      if (record.isPresent() && !(isRetired(record.get()) && store.forget(record.get()))) {
        return unfinished(workspaceId);
      }
    }
    store.forgetValues(workspaceId);
    boolean known = forgetItem(workspaceId);
    return known || !cohorts.isEmpty() || files > 0
        ? forgotten(workspaceId, cohorts.size(), keys)
        : new Answer.NothingThere("Nothing is kept about a workspace %s.".formatted(workspaceId));
  }

  /** Somebody may have put a schedule, or begun an import, since. */
  private static boolean isRetired(CohortRecord record) {
    return record.active().isEmpty() && record.schedule().state() == ScheduleState.CANCELLED;
  }

  private static List<CohortRecord> underWay(List<CohortRecord> records) {
    return records.stream().filter(record -> record.active().isPresent()).toList();
  }

  private void rememberWhoIsLeftInBraze(CohortRecord record) {
    record
        .belief()
        .membership()
        .map(this::members)
        .filter(members -> !members.equals("0"))
        .ifPresent(
            members ->
                left.add(
                    ("in Braze, %s members of %s: to remove them, connect the workspace again,"
                            + " import the cohort once more, then cancel-schedule with drain")
                        .formatted(members, record.cohort())));
  }

  /** A damaged membership must not keep it from being forgotten. */
  private String members(String pointer) {
    try {
      return Long.toString(memberships.manifest(pointer).certain());
    } catch (RuntimeException damaged) {
      return "unknown";
    }
  }

  private boolean forgetHistory(CohortKey cohort) {
    int some;
    do {
      if (end.remaining().compareTo(RESERVE) < 0) {
        return false;
      }
      some = store.forgetSomeHistory(cohort);
      lines += some;
    } while (some > 0);
    return true;
  }

  private boolean forgetItem(String workspaceId) {
    try {
      return workspaces.transition(
          workspaceId,
          item ->
              item.map(record -> WorkspaceChange.remove(record, true))
                  .orElseGet(() -> WorkspaceChange.nothing(false)));
    } catch (ImportStoppedException unreadable) {
      left.add("the workspace's item, which cannot be read: delete it in its table");
      return true;
    }
  }

  private Answer unfinished(String workspaceId) {
    return unfinished(
        store.records(workspaceId),
        "Not everything of %s is gone yet: executions %d were removed so far, these cohorts are left. Send the same once more."
            .formatted(workspaceId, lines));
  }

  /** The cohorts that are left, with what each is busy with. */
  private static Answer unfinished(List<CohortRecord> records, String message) {
    return new Answer.ForgetUnfinished(
        records.stream()
            .map(record -> new Answer.UnfinishedCohort(record.cohort().cohortId(), record.active()))
            .toList(),
        message);
  }

  private Answer forgotten(String workspaceId, int cohorts, List<String> keys) {
    left.add("the exports, below exports/%s/ in their bucket".formatted(workspaceId));
    left.add(
        "the keys %s in the parameter store: revoke them in Braze, then delete them"
            .formatted(String.join(" and ", keys)));
    left.add("mails that were sent, and the log, for as long as it is kept");
    left.add(
        "backups: earlier versions of the tables and of deleted files, for 35 days if they are set"
            + " up as in template.yaml");
    return new Answer.WorkspaceForgotten(
        workspaceId, new Answer.ForgottenCounts(cohorts, lines, files), left);
  }
}
