package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import java.util.List;
import java.util.Objects;

/** What became of an event that was read. */
public sealed interface Reading {

  /** What the event is about, as far as it can be told. */
  EventSubject subject();

  /** The event makes sense. */
  record Valid(Command command, EventSubject subject) implements Reading {
    public Valid {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(subject, "subject");
    }
  }

  /** It does not; the errors, at least one, say why. Sending it again will not help. */
  record Invalid(List<FieldError> errors, EventSubject subject) implements Reading {
    public Invalid {
      Objects.requireNonNull(subject, "subject");
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("an invalid event has an error");
      }
    }

    /** Of an event that is no JSON object. */
    Invalid(FieldError error) {
      this(List.of(error), EventSubject.UNKNOWN);
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

    @Override
    public EventSubject subject() {
      return EventSubject.UNKNOWN;
    }
  }
}
