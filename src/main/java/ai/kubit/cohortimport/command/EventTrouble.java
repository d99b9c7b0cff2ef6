package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line of the log about an event that is wrong, or asks for an import that cannot be:
 * EventBridge drops the answer. Of what was sent it holds nothing but valid ids.
 */
public final class EventTrouble {
  private static final int MOST_ERRORS = 10;

  private EventTrouble() {}

  /** The line; empty where the answer is no trouble, or for a person who reads it. */
  public static Optional<String> line(Reading reading, Answer answer) {
    boolean ofImport = reading.subject().action().equals(Optional.of(Action.IMPORT));
    if (answer instanceof Answer.WrongEvent wrong) {
      return Optional.of(line(reading.subject(), answer, inShort(wrong.errors())));
    }
    if (ofImport && answer instanceof Answer.NothingThere nothing) {
      return Optional.of(line(reading.subject(), answer, nothing.message()));
    }
    if (ofImport && answer instanceof Answer.ScheduleNotLive notLive) {
      return Optional.of(line(reading.subject(), answer, notLive.message()));
    }
    return Optional.empty();
  }

  private static String line(EventSubject subject, Answer answer, String why) {
    return "an event was not followed: %s, action %s, workspaceId %s, cohortId %s: %s"
        .formatted(
            answer.status(), subject.actionName(), subject.workspaceId(), subject.cohortId(), why);
  }

  private static String inShort(List<FieldError> errors) {
    return errors.stream()
        .limit(MOST_ERRORS)
        .map(FieldError::withoutWhatWasSent)
        .collect(Collectors.joining("; "));
  }
}
