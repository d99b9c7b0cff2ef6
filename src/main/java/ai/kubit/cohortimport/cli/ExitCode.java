package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.ExecutionView;
import ai.kubit.cohortimport.outcome.Outcome;

/** The program's exit codes. The project's page "Reference" lists what they mean. */
public enum ExitCode {
  SUCCESS(0),
  /** The command line or the event is wrong. */
  USAGE(2),
  COMPLETED_WITH_ERRORS(3),
  REFUSED(4),
  FAILED(5),
  /** Another import of the cohort is running, or this one goes on later. */
  UNFINISHED(6),
  CANCELLED(7),
  /** The command is correct but cannot be carried out now: not found, not live, or in conflict. */
  NOT_POSSIBLE(8);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The code for an answer. For an import it says how the import ended. */
  public static ExitCode of(Answer answer) {
    if (answer instanceof Answer.OfImport ofImport) {
      return ofImport.execution().map(ExitCode::of).orElse(SUCCESS);
    }
    if (answer instanceof Answer.Verified verified) {
      return verified.isWell() ? SUCCESS : COMPLETED_WITH_ERRORS;
    }
    return switch (answer.status()) {
      case OK, STARTED, ALREADY_DONE -> SUCCESS;
      case BUSY -> UNFINISHED;
      case NOT_LIVE, NOT_FOUND, CONFLICT -> NOT_POSSIBLE;
      case INVALID -> USAGE;
    };
  }

  private static ExitCode of(ExecutionView execution) {
    return execution.outcome().map(ExitCode::of).orElse(UNFINISHED);
  }

  private static ExitCode of(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED -> SUCCESS;
      case COMPLETED_WITH_ERRORS -> COMPLETED_WITH_ERRORS;
      case REFUSED -> REFUSED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }
}
