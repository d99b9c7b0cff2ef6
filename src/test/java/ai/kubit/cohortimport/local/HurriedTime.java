package ai.kubit.cohortimport.local;

import ai.kubit.cohortimport.time.SystemTime;
import ai.kubit.cohortimport.time.Time;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clocks of the application under test. If a rule says to wait, the clock is put forward
 * instead. A wait for an answer that is in flight is a real wait.
 */
@Alternative
@Priority(1)
@Singleton
public class HurriedTime implements Time {
  /** Shorter pauses are waits for answers, which take a few milliseconds each. */
  private static final Duration SHORTEST_OF_A_RULE = Duration.ofMillis(250);

  private final Time real = new SystemTime();
  private final AtomicLong skippedNanos = new AtomicLong();

  @Override
  public Instant now() {
    return real.now().plusNanos(skippedNanos.get());
  }

  @Override
  public long nanos() {
    return real.nanos() + skippedNanos.get();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (duration.compareTo(SHORTEST_OF_A_RULE) < 0) {
      real.pause(duration);
    } else {
      skippedNanos.addAndGet(duration.toNanos());
    }
  }
}
