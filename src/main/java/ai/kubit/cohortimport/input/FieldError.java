package ai.kubit.cohortimport.input;

import java.util.Objects;

/**
 * One wrong field of an input, as the person who sent it reads it.
 *
 * @param field the path of the field as it was sent, such as {@code schedule.cadence.timeOfDay}
 * @param message what is wrong and what would be right; never the value of a secret or a member id
 */
public record FieldError(String field, String message) {
  /** Before what was sent, at the end of a message. */
  public static final String NOT = ", not ";

  /** How a message begins that is about a field nobody knows. */
  static final String UNKNOWN = "is not known; ";

  public FieldError {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(message, "message");
  }

  /** In one line, for those who must not see what was sent: values, and names that are not ours. */
  public String withoutWhatWasSent() {
    int sent = message.indexOf(NOT);
    String name = message.startsWith(UNKNOWN) ? "a field" : field;
    return name + " " + (sent < 0 ? message : message.substring(0, sent));
  }
}
