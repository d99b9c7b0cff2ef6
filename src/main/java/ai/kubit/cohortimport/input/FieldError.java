package ai.kubit.cohortimport.input;

import java.util.Objects;

/**
 * One wrong field of an input, as the person who sent it reads it.
 *
 * @param field the path of the field as it was sent, such as {@code schedule.cadence.timeOfDay}
 * @param message what is wrong and what would be right; never the value of a secret or a member id
 */
public record FieldError(String field, String message) {
  public FieldError {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(message, "message");
  }
}
