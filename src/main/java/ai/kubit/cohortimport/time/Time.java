package ai.kubit.cohortimport.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time and of waiting, so that every rule about leases, paces and retries can be
 * tested in milliseconds of virtual time. Implementations are safe for use by several threads.
 */
public interface Time {
  /** The wall clock: scheduled times, leases, history. May jump. */
  Instant now();

  /** A monotonic clock in nanoseconds: durations and fences. Its zero means nothing. */
  long nanos();

  /**
   * Waits. Returns at once for a zero or negative duration.
   *
   * @throws InterruptedException when the process is told to end
   */
  void pause(Duration duration) throws InterruptedException;
}
