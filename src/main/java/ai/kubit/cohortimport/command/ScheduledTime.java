package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The scheduled time that an event is for. Once begun, nothing older is: one that lay far ahead
 * would hold back every import until then.
 */
final class ScheduledTime {
  private static final Duration MOST_AHEAD = Duration.ofMinutes(15);

  private ScheduledTime() {}

  static Optional<Instant> read(Field field, Instant now) {
    Optional<Instant> time = field.instant();
    if (time.filter(moment -> moment.isAfter(now.plus(MOST_AHEAD))).isPresent()) {
      field.refuse(
          "must be at most "
              + MOST_AHEAD.toMinutes()
              + " minutes ahead of the time at which the event is read");
    }
    return time;
  }
}
