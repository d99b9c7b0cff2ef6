package ai.kubit.cohortimport.command;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked for. */
public enum Action {
  SWEEP("sweep", "Dispatch what is due; what the one-minute tick does"),
  WORK("work", "Import one cohort after another until nothing is due"),
  IMPORT("import", "Import a cohort as its cron event does"),
  IMPORT_NOW("import-now", "Import a cohort now"),
  STOP_IMPORT("stop-import", "Stop the import that is running"),
  PUT_SCHEDULE("put-schedule", "Give a cohort a schedule, or change it"),
  PAUSE_SCHEDULE("pause-schedule", "Let nothing be due until it is resumed"),
  RESUME_SCHEDULE("resume-schedule", "Go on with a paused schedule"),
  CANCEL_SCHEDULE("cancel-schedule", "End a schedule for good"),
  GET_SCHEDULE("get-schedule", "Show a cohort's schedule"),
  LIST_SCHEDULES("list-schedules", "Show the schedules of a workspace"),
  GET_EXECUTION("get-execution", "Show one execution"),
  VERIFY("verify", "Look at what Braze really holds of a cohort"),
  HISTORY("history", "Show a cohort's executions, the newest first"),
  REPORT("report", "Write a workspace's schedules and history as a page"),
  PUT_WORKSPACE("put-workspace", "Connect a Braze workspace, or change it"),
  GET_WORKSPACE("get-workspace", "Show a workspace"),
  CHECK_WORKSPACE("check-workspace", "Try a workspace's connection to Braze"),
  FORGET_WORKSPACE("forget-workspace", "Delete all that is kept about a workspace");

  private final String wireName;
  private final String summary;

  Action(String wireName, String summary) {
    this.wireName = wireName;
    this.summary = summary;
  }

  /** The name that events and the command line carry. */
  public String wireName() {
    return wireName;
  }

  /** What it does, in one line of the help. */
  public String summary() {
    return summary;
  }

  public static Optional<Action> named(String wireName) {
    return Arrays.stream(values()).filter(action -> action.wireName.equals(wireName)).findFirst();
  }
}
