package ai.kubit.cohortimport.delivery;

import java.time.Duration;

/**
 * Notices that Braze is down. After {@value #SUSPICIOUS} failures in a row that is an outage: only
 * one request at a time is allowed, a probe, and the waits between probes grow. The first good
 * answer ends the outage.
 */
final class CircuitBreaker {
  private static final int SUSPICIOUS = 5;

  private final RetryPolicy retry;
  private final Duration patience;
  private int failuresInARow;
  private long firstFailureAt;
  private int probes;
  private long probeAt;
  private long successes;

  CircuitBreaker(RetryPolicy retry, Duration patience) {
    this.retry = retry;
    this.patience = patience;
  }

  void failed(long now) {
    if (failuresInARow == 0) {
      firstFailureAt = now;
    }
    failuresInARow++;
    // Failures of requests that were in flight when the outage began do not count as probes.
    if (isOutage() && (probes == 0 || now - probeAt >= 0)) {
      probes++;
      probeAt = now + retry.backoff(probes).toNanos();
    }
  }

  void succeeded() {
    failuresInARow = 0;
    probes = 0;
    successes++;
  }

  /** How many good answers there were so far. */
  long successes() {
    return successes;
  }

  boolean isOutage() {
    return failuresInARow >= SUSPICIOUS;
  }

  /** How long to wait before the next probe. Call it only in an outage. */
  Duration untilProbe(long now) {
    return Duration.ofNanos(Math.max(0, probeAt - now));
  }

  /** Whether the outage has lasted so long that the delivery should stop. */
  boolean isSustained(long now) {
    return isOutage() && now - firstFailureAt >= patience.toNanos();
  }
}
