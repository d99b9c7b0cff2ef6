package ai.kubit.cohortimport.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The machine's own clocks. */
public final class SystemTime implements Time {
  private final Clock clock = Clock.systemUTC();

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (duration.compareTo(Duration.ZERO) > 0) {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }
}
