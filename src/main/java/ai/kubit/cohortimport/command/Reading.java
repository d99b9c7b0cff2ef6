package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import java.util.List;
import java.util.Objects;

/** What became of an event that was read. */
public sealed interface Reading {

  /** The event makes sense. */
  record Valid(Command command) implements Reading {
    public Valid {
      Objects.requireNonNull(command, "command");
    }
  }

  /** It does not; the errors, at least one, say why. Sending it again will not help. */
  record Invalid(List<FieldError> errors) implements Reading {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("an invalid event has an error");
      }
    }
  }

  /**
   * A list that some service of AWS sends, and that is not read. A sender that gets an answer takes
   * it as done, so a door without a person behind it must fail instead.
   */
  record Unsupported(FieldError error) implements Reading {
    public Unsupported {
      Objects.requireNonNull(error, "error");
    }
  }
}
