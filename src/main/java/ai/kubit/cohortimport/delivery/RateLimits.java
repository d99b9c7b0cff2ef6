package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What one answer says about Braze's rate limit. A value that the answer does not say is empty. */
public final class RateLimits {
  /** Stands for a number that the answer does not say. */
  public static final long NOT_SAID = -1;

  private final long limit;
  private final long remaining;
  private final Duration reset;
  private final Duration retryAfter;

  /**
   * Creates the limits of one answer.
   *
   * @param limit how many requests the current interval allows, or {@link #NOT_SAID}; Braze does
   *     not say how long the interval is
   * @param remaining how many requests are left in it, or {@link #NOT_SAID}
   * @param reset how long until the interval ends; null if the answer does not say it
   * @param retryAfter the wait that Braze asks for; null if it asks for none
   */
  public RateLimits(long limit, long remaining, Duration reset, Duration retryAfter) {
    this.limit = limit;
    this.remaining = remaining;
    this.reset = reset;
    this.retryAfter = retryAfter;
  }

  /** How many requests the current interval allows. */
  public OptionalLong limit() {
    return said(limit);
  }

  /** How many requests are left in the current interval. */
  public OptionalLong remaining() {
    return said(remaining);
  }

  /** How long until the current interval ends. */
  public Optional<Duration> reset() {
    return Optional.ofNullable(reset);
  }

  /** The wait that Braze explicitly asks for. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * How long to wait after a 429: the wait that Braze asks for, or else until the interval ends.
   */
  public Optional<Duration> waitAsked() {
    return retryAfter().or(this::reset);
  }

  private static OptionalLong said(long number) {
    return number == NOT_SAID ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
