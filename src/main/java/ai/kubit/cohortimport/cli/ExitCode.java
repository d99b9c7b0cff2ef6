package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.outcome.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** What the program's exit code says of a command. */
public enum ExitCode {
  SUCCESS(0),
  /** The command line or the event is wrong. */
  USAGE(2),
  COMPLETED_WITH_ERRORS(3),
  REFUSED(4),
  FAILED(5),
  /** Another import is at work, or this one goes on later. */
  UNFINISHED(6),
  CANCELLED(7),
  /** A right command that cannot be followed as things are: not found, not live, in conflict. */
  NOT_POSSIBLE(8);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The code of an answer; that of an import tells how the import ended. */
  public static ExitCode of(Action action, Answer answer) {
    return switch (answer.status()) {
      case OK -> imports(action) ? ofExecution(answer.body().path("execution")) : SUCCESS;
      case ALREADY_DONE -> ofExecution(answer.body().path("execution"));
      case STARTED -> SUCCESS;
      case BUSY -> UNFINISHED;
      case NOT_LIVE, NOT_FOUND, CONFLICT -> NOT_POSSIBLE;
      case INVALID -> USAGE;
    };
  }

  private static boolean imports(Action action) {
    return action == Action.IMPORT || action == Action.IMPORT_NOW || action == Action.WORK;
  }

  /** An execution without an outcome is not over yet; none at all means there was nothing to do. */
  private static ExitCode ofExecution(JsonNode execution) {
    if (execution.isMissingNode() || execution.isNull()) {
      return SUCCESS;
    }
    return outcome(execution.path("outcome").asText()).map(ExitCode::of).orElse(UNFINISHED);
  }

  private static Optional<Outcome> outcome(String name) {
    return Arrays.stream(Outcome.values()).filter(outcome -> outcome.name().equals(name)).findAny();
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
