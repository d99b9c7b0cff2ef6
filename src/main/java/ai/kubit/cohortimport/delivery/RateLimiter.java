package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Limits how many requests a second start. Braze's limit is one for each workspace (<a
 * href="https://www.braze.com/docs/api/api_limits/">Braze, "Rate limits"</a>). This is a token
 * bucket for it, whose burst is a tenth of a second. Braze's answers correct the rate. A 429 halves
 * it, at most once a second, because the answers of all requests in flight come together. The rate
 * recovers by 2 % of the full rate each second.
 *
 * <p>Several imports of one workspace share its limit. Each asks for its share every {@link
 * #SHARE_AGE}. An import that starts while others run sends very slowly until all others have asked
 * again.
 *
 * <p>It never waits itself: it tells the caller how long to wait. Times are nanoseconds of the
 * monotonic clock. Safe for use by several threads.
 */
public final class RateLimiter {
  private static final double BURST_SECONDS = 0.1;
  private static final double SAVED_UP = 0.9;
  private static final double SLOWEST_FACTOR = 0.02;
  private static final double RECOVERY_PER_SECOND = 0.02;
  private static final double SLOWEST_RATE = 0.1;

  /** The part of an interval's requests that is left to the customer's other programs. */
  private static final double RESERVE = 0.02;

  /** How old an import's knowledge about the other imports of its workspace may be. */
  static final Duration SHARE_AGE = Duration.ofSeconds(10);

  /** The part of its share that a new import uses while others do not know of it yet. */
  private static final double GENTLE = 0.02;

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final double allowed;
  private final DoubleSupplier shares;
  private double share = 1;
  private long sharedAt;
  private boolean gentle;
  private long gentleUntil;
  private double factor = 1;
  private double tokens;
  private boolean started;
  private long refilledAt;
  private boolean slowed;
  private long slowedAt;
  private boolean blocked;
  private long blockedUntil;

  /**
   * Creates a limiter that is not shared.
   *
   * @param requestsPerSecond the workspace's limit; above zero, may be a fraction
   */
  public RateLimiter(double requestsPerSecond) {
    this(requestsPerSecond, () -> 1);
  }

  /**
   * Creates a limiter that is shared.
   *
   * @param requestsPerSecond the workspace's limit; above zero, may be a fraction
   * @param shares gives this import's share of it, above 0 and at most 1: one divided by the number
   *     of imports of the workspace that run now
   */
  public RateLimiter(double requestsPerSecond, DoubleSupplier shares) {
    if (!(requestsPerSecond > 0)) {
      throw new IllegalArgumentException("requestsPerSecond must be above 0");
    }
    this.allowed = requestsPerSecond;
    this.shares = shares;
  }

  /** The present rate, in requests a second. */
  public synchronized double rate() {
    return Math.max(
        allowed * share * factor * (gentle ? GENTLE : 1), Math.min(SLOWEST_RATE, allowed));
  }

  /** How long to wait before the next request; zero if it may start now. */
  synchronized Duration untilNext(long now) {
    refill(now);
    Duration block = untilUnblocked(now);
    if (!block.isZero()) {
      return block;
    }
    return tokens >= 1
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((1 - tokens) / rate() * SECOND));
  }

  /**
   * Whether nine tenths of the burst are unused. If so, a longer wait means sending less than the
   * rate allows. It is not the full burst, because that is hardly ever reached: each answer that
   * comes starts a request, which takes a token.
   */
  synchronized boolean isSavedUp(long now) {
    refill(now);
    return tokens >= burst() * SAVED_UP;
  }

  /** How long Braze wants no request at all; zero if it does not say so. */
  synchronized Duration untilUnblocked(long now) {
    return blocked && blockedUntil - now > 0 ? Duration.ofNanos(blockedUntil - now) : Duration.ZERO;
  }

  /** Takes the right to send one request. */
  synchronized void take(long now) {
    refill(now);
    if (now - sharedAt >= SHARE_AGE.toNanos()) {
      askForShare(now);
    }
    tokens -= 1;
  }

  private void askForShare(long now) {
    double ours = shares.getAsDouble();
    if (!(ours > 0) || ours > 1) {
      throw new IllegalArgumentException("share must be above 0, at most 1");
    }
    share = ours;
    sharedAt = now;
  }

  /** Corrects the rate by what an answer says. */
  synchronized void observe(RateLimits limits, boolean rateLimited, long now) {
    refill(now);
    if (rateLimited) {
      slowDown(now);
      limits.waitAsked().ifPresent(wait -> block(wait, now));
    } else if (usedUp(limits)) {
      limits.reset().ifPresent(wait -> block(wait, now));
    }
  }

  private static boolean usedUp(RateLimits limits) {
    long reserve = (long) (limits.limit().orElse(0) * RESERVE);
    return limits.remaining().isPresent() && limits.remaining().getAsLong() <= reserve;
  }

  private void slowDown(long now) {
    if (!slowed || now - slowedAt >= SECOND) {
      factor = Math.max(SLOWEST_FACTOR, factor / 2);
      slowed = true;
      slowedAt = now;
    }
  }

  private void block(Duration wait, long now) {
    long until = now + wait.toNanos();
    if (!blocked || until - blockedUntil > 0) {
      blocked = true;
      blockedUntil = until;
    }
  }

  private void refill(long now) {
    if (!started) {
      started = true;
      refilledAt = now;
      askForShare(now);
      gentle = share < 1;
      gentleUntil = now + SHARE_AGE.toNanos();
      tokens = burst();
      return;
    }
    gentle = gentle && now - gentleUntil < 0;
    factor = Math.min(1, factor + seconds(refilledAt, now) * RECOVERY_PER_SECOND);
    if (blocked && blockedUntil - refilledAt > 0) {
      // No tokens are collected while Braze wants no requests, because all imports start again at
      // the same time.
      tokens = seconds(blockedUntil, now) * rate();
    } else {
      tokens += seconds(refilledAt, now) * rate();
    }
    tokens = Math.min(burst(), tokens);
    refilledAt = now;
  }

  private static double seconds(long from, long to) {
    return Math.max(0, to - from) / SECOND;
  }

  private double burst() {
    return Math.max(1, rate() * BURST_SECONDS);
  }
}
