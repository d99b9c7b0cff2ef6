package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is sent again: an exponential wait with an upper limit and full
 * jitter, so that many clients that failed at the same time do not come back at the same time.
 * Braze recommends exponential backoff (<a href="https://www.braze.com/docs/api/errors/">Braze,
 * "API errors and responses"</a>).
 */
public final class RetryPolicy {
  private final Duration base;
  private final Duration cap;
  private final RandomGenerator random;

  public RetryPolicy(Duration base, Duration cap, RandomGenerator random) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /** Waits of up to half a second after the first failure, and never more than half a minute. */
  public static RetryPolicy standard(RandomGenerator random) {
    return new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), random);
  }

  /**
   * The wait after this many failures.
   *
   * @param failures how often the request has failed; 1 after the first failure
   * @return a random time between zero and {@code base * 2^(failures - 1)}, never above the cap
   */
  public Duration backoff(int failures) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 20);
    long longest = Math.min(base.toNanos() << doublings, cap.toNanos());
    return Duration.ofNanos((long) (random.nextDouble() * longest));
  }
}
