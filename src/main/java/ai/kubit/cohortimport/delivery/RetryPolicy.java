package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is repeated: exponential, capped, with full jitter, so that
 * many clients which failed together do not come back together.
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

  /** From half a second up to half a minute. */
  public static RetryPolicy standard(RandomGenerator random) {
    return new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), random);
  }

  /**
   * The wait after so many failures.
   *
   * @param failures how often it failed by now; 1 for the first time
   * @return between zero and {@code base * 2^(failures - 1)}, never above the cap
   */
  public Duration backoff(int failures) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 20);
    long longest = Math.min(base.toNanos() << doublings, cap.toNanos());
    return Duration.ofNanos((long) (random.nextDouble() * longest));
  }
}
