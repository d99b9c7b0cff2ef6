package ai.kubit.cohortimport.delivery;

import java.time.Duration;

/**
 * Notices that Braze is down, so that not every batch has to find out for itself. After {@value
 * #SUSPICIOUS} failures in a row only one request at a time is let through, at growing distances;
 * the first answer that makes sense opens the way again.
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
    // What was on its way when the outage began says nothing new about it; a failed probe does.
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

  /** How many answers made sense so far. */
  long successes() {
    return successes;
  }

  boolean isOutage() {
    return failuresInARow >= SUSPICIOUS;
  }

  /** How long to wait before the next probe; only an outage has probes. */
  Duration untilProbe(long now) {
    return Duration.ofNanos(Math.max(0, probeAt - now));
  }

  /** Whether it has lasted too long to be waited for. */
  boolean isSustained(long now) {
    return isOutage() && now - firstFailureAt >= patience.toNanos();
  }
}
