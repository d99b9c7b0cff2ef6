package ai.kubit.cohortimport.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says about Braze's rate limit. Braze documents {@code X-RateLimit-Reset} both as
 * epoch seconds ("API limits") and, for newer plans, as seconds to go ("POST: Track users"), which
 * is why its size decides; a 429 may carry {@code X-Ratelimit-Retry-After} instead. What is
 * missing, empty, negative or beyond belief is as if it were not there.
 *
 * @param limit requests in the current interval, whose length Braze does not say
 * @param remaining requests left in it
 * @param reset until the interval ends; at most {@link #LONGEST}
 * @param retryAfter the wait that Braze asks for; at most {@link #LONGEST}
 */
record RateLimits(
    OptionalLong limit,
    OptionalLong remaining,
    Optional<Duration> reset,
    Optional<Duration> retryAfter) {
  /** Braze's longest interval is the clock hour. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration BELIEVABLE = Duration.ofDays(1);
  private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;
  private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

  /**
   * Reads an answer's headers.
   *
   * @param now our clock, for answers that do not tell theirs: moments are measured from the
   *     answer's own {@code Date}, so that a wrong clock here does no harm
   */
  static RateLimits of(BrazeResponse answer, Instant now) {
    Instant theirNow = answer.header("date").flatMap(RateLimits::httpDate).orElse(now);
    return new RateLimits(
        number(answer, "x-ratelimit-limit"),
        number(answer, "x-ratelimit-remaining"),
        wait(answer, "x-ratelimit-reset", theirNow),
        wait(answer, "x-ratelimit-retry-after", theirNow)
            .or(() -> wait(answer, "retry-after", theirNow)));
  }

  /** The wait that a 429 asks for. */
  Optional<Duration> waitAsked() {
    return retryAfter.or(() -> reset);
  }

  private static OptionalLong number(BrazeResponse answer, String header) {
    return answer.header(header).map(RateLimits::number).orElse(OptionalLong.empty());
  }

  private static OptionalLong number(String text) {
    if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static Optional<Duration> wait(BrazeResponse answer, String header, Instant now) {
    return answer.header(header).flatMap(text -> wait(text, now)).flatMap(RateLimits::believable);
  }

  private static Optional<Duration> wait(String text, Instant now) {
    OptionalLong value = number(text);
    if (value.isEmpty()) {
      return httpDate(text).map(moment -> Duration.between(now, moment));
    }
    long number = value.getAsLong();
    if (number >= FIRST_EPOCH_MILLI) {
      return Optional.of(Duration.between(now, Instant.ofEpochMilli(number)));
    }
    return Optional.of(
        number >= FIRST_EPOCH_SECOND
            ? Duration.between(now, Instant.ofEpochSecond(number))
            : Duration.ofSeconds(number));
  }

  private static Optional<Duration> believable(Duration wait) {
    if (wait.isNegative() || wait.compareTo(BELIEVABLE) > 0) {
      return Optional.empty();
    }
    return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Instant> httpDate(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
