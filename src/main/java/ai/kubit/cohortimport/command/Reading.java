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
}
