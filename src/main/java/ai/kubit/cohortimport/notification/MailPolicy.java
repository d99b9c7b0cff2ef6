package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;

/** Which executions are mailed. */
public final class MailPolicy {
  private MailPolicy() {}

  /**
   * Whether the recipients want to hear of this execution. Everything but {@link Outcome#COMPLETED}
   * is a problem, a stopped import included. Nothing is said of an execution that is not done.
   */
  public static boolean wanted(Notify notifyOn, ImportExecution execution) {
    return execution
        .ending()
        .map(ending -> wanted(notifyOn, ending.outcome(), execution))
        .orElse(false);
  }

  private static boolean wanted(Notify notifyOn, Outcome outcome, ImportExecution execution) {
    boolean problem = outcome != Outcome.COMPLETED;
    return switch (notifyOn) {
      case ALWAYS -> true;
      case PROBLEMS -> problem;
      case CHANGES -> problem || SizePoint.touchedBraze(execution.counts());
    };
  }
}
