package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.workspace.Workspace;
import java.time.Instant;
import java.util.Optional;

/** A valid event: what is asked for, with every default filled in. */
public sealed interface Command {

  /** Which of the commands it is, for a {@code switch} that the compiler checks. */
  Action action();

  record Sweep() implements Command {
    @Override
    public Action action() {
      return Action.SWEEP;
    }
  }

  /** Import what is due, starting with the cohort if there is one. */
  record Work(Optional<CohortKey> cohort) implements Command {
    @Override
    public Action action() {
      return Action.WORK;
    }
  }

  /**
   * A cron's call to import one cohort.
   *
   * @param eventId the same for every delivery of the same event
   * @param scheduledTime when the cron meant it to be
   */
  record Import(CohortKey cohort, String eventId, Optional<Instant> scheduledTime)
      implements Command {
    @Override
    public Action action() {
      return Action.IMPORT;
    }
  }

  /**
   * A person's call to import one cohort.
   *
   * @param await whether the answer is to wait for the end of the import
   */
  record ImportNow(BeginRequest request, boolean await) implements Command {
    @Override
    public Action action() {
      return Action.IMPORT_NOW;
    }
  }

  record StopImport(CohortKey cohort) implements Command {
    @Override
    public Action action() {
      return Action.STOP_IMPORT;
    }
  }

  /**
   * A schedule to be kept.
   *
   * @param replace whether a live schedule of the cohort may be replaced
   */
  record PutSchedule(ImportSchedule schedule, boolean replace) implements Command {
    @Override
    public Action action() {
      return Action.PUT_SCHEDULE;
    }
  }

  record PauseSchedule(CohortKey cohort) implements Command {
    @Override
    public Action action() {
      return Action.PAUSE_SCHEDULE;
    }
  }

  record ResumeSchedule(CohortKey cohort) implements Command {
    @Override
    public Action action() {
      return Action.RESUME_SCHEDULE;
    }
  }

  /**
   * The end of a schedule.
   *
   * @param drain whether everyone is to leave the cohort in Braze
   * @param stopRunning whether an import that is running is stopped
   */
  record CancelSchedule(CohortKey cohort, boolean drain, boolean stopRunning) implements Command {
    @Override
    public Action action() {
      return Action.CANCEL_SCHEDULE;
    }
  }

  record GetSchedule(CohortKey cohort) implements Command {
    @Override
    public Action action() {
      return Action.GET_SCHEDULE;
    }
  }

  /**
   * A page of a workspace's schedules, by cohort id.
   *
   * @param limit 1 to 1,000
   * @param nextToken the last cohort id of the page before
   */
  record ListSchedules(String workspaceId, int limit, Optional<String> nextToken)
      implements Command {
    @Override
    public Action action() {
      return Action.LIST_SCHEDULES;
    }
  }

  record GetExecution(CohortKey cohort, String executionId) implements Command {
    @Override
    public Action action() {
      return Action.GET_EXECUTION;
    }
  }

  /**
   * A look at what Braze really holds.
   *
   * @param sample about how many members, or {@link
   *     ai.kubit.cohortimport.ledger.PlannedLook#EVERYONE}
   * @param await whether the answer is to wait for what is found
   */
  record Verify(CohortKey cohort, int sample, boolean await) implements Command {
    @Override
    public Action action() {
      return Action.VERIFY;
    }
  }

  /**
   * A page of a cohort's history, the newest first.
   *
   * @param limit 1 to 100
   * @param nextToken what the page before ended with; not to be trusted
   */
  record History(CohortKey cohort, int limit, Optional<Outcome> outcome, Optional<String> nextToken)
      implements Command {
    @Override
    public Action action() {
      return Action.HISTORY;
    }
  }

  /**
   * The history page of a workspace.
   *
   * @param locale the language it is written in
   */
  record Report(String workspaceId, MailLocale locale) implements Command {
    @Override
    public Action action() {
      return Action.REPORT;
    }
  }

  /**
   * A workspace to be kept.
   *
   * @param acceptNewTarget whether members may be left behind in the old target
   */
  record PutWorkspace(Workspace workspace, boolean acceptNewTarget) implements Command {
    @Override
    public Action action() {
      return Action.PUT_WORKSPACE;
    }
  }

  record GetWorkspace(String workspaceId) implements Command {
    @Override
    public Action action() {
      return Action.GET_WORKSPACE;
    }
  }

  record CheckWorkspace(String workspaceId) implements Command {
    @Override
    public Action action() {
      return Action.CHECK_WORKSPACE;
    }
  }

  /** Confirmed by the workspace's id, which the reader has compared. */
  record ForgetWorkspace(String workspaceId) implements Command {
    @Override
    public Action action() {
      return Action.FORGET_WORKSPACE;
    }
  }
}
