package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What one answer says about Braze's rate limit. Whatever it does not say is empty. */
public final class RateLimits {
  /** The value of a number that the answer does not say. */
  public static final long NOT_SAID = -1;

  private final long limit;
  private final long remaining;
  private final Duration reset;
  private final Duration retryAfter;

  /**
   * The facts.
   *
   * @param limit requests in the current interval, whose length Braze does not say; or {@link
   *     #NOT_SAID}
   * @param remaining requests left in it, or {@link #NOT_SAID}
   * @param reset how long until the interval ends; null where it is not said
   * @param retryAfter the wait that Braze asks for; null where it asks for none
   */
  public RateLimits(long limit, long remaining, Duration reset, Duration retryAfter) {
    this.limit = limit;
    this.remaining = remaining;
    this.reset = reset;
    this.retryAfter = retryAfter;
  }

  /** Requests in the current interval. */
  public OptionalLong limit() {
    return said(limit);
  }

  /** Requests left in the current interval. */
  public OptionalLong remaining() {
    return said(remaining);
  }

  /** How long until the current interval ends. */
  public Optional<Duration> reset() {
    return Optional.ofNullable(reset);
  }

  /** The wait that Braze asks for in so many words. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The wait that a refusal for the rate limit asks for. */
  public Optional<Duration> waitAsked() {
    return retryAfter().or(this::reset);
  }

  private static OptionalLong said(long number) {
    return number == NOT_SAID ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
