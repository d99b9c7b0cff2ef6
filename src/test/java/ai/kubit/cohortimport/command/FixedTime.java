package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still. */
public record FixedTime(Instant now) implements Time {
  @Override
  public long nanos() {
    return 0;
  }

  @Override
  public void pause(Duration duration) {
    throw new AssertionError("nothing here waits");
  }
}
