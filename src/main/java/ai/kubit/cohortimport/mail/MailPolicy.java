package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import java.util.Optional;
import java.util.function.Supplier;

/** Which executions are mailed. */
public final class MailPolicy {
  private MailPolicy() {}

  /**
   * Whether the recipients want to hear of this execution. Everything but {@link Outcome#COMPLETED}
   * is a problem, a stopped import included, and the first success after one is news. Nothing is
   * said of an execution that is not done, nor of a dry run: whoever asked for it has the answer.
   *
   * @param before how the import before this one ended, asked only where it matters
   */
  public static boolean wanted(
      Notify notifyOn, ImportExecution execution, Supplier<Optional<Outcome>> before) {
    return !execution.origin().options().dryRun()
        && execution
            .ending()
            .filter(ending -> wanted(notifyOn, ending.outcome(), execution, before))
            .isPresent();
  }

  private static boolean wanted(
      Notify notifyOn,
      Outcome outcome,
      ImportExecution execution,
      Supplier<Optional<Outcome>> before) {
    return switch (notifyOn) {
      case ALWAYS -> true;
      case PROBLEMS -> isProblem(outcome) || before.get().filter(MailPolicy::isProblem).isPresent();
      case CHANGES ->
          isProblem(outcome)
              || SizePoint.touchedBraze(execution.counts())
              || before.get().filter(MailPolicy::isProblem).isPresent();
    };
  }

  static boolean isProblem(Outcome outcome) {
    return outcome != Outcome.COMPLETED;
  }
}
