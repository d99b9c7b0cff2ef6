package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.RateLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads what an answer's headers say about Braze's rate limit. Braze documents {@code
 * X-RateLimit-Reset} both as epoch seconds ("API limits") and, for newer plans, as seconds to go
 * ("POST: Track users"), which is why its size decides; a 429 may carry {@code
 * X-Ratelimit-Retry-After} instead. What is missing, empty, negative or beyond belief is as if it
 * were not there.
 */
final class RateLimitHeaders {
  /** No wait is longer: Braze's longest interval is the clock hour. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration BELIEVABLE = Duration.ofDays(1);
  private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;
  private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

  private RateLimitHeaders() {}

  /**
   * Reads an answer's headers.
   *
   * @param now our clock, for answers that do not tell theirs: moments are measured from the
   *     answer's own {@code Date}, so that a wrong clock here does no harm
   */
  static RateLimits read(BrazeResponse answer, Instant now) {
    Instant theirNow = answer.header("date").flatMap(RateLimitHeaders::httpDate).orElse(now);
    return new RateLimits(
        number(answer, "x-ratelimit-limit"),
        number(answer, "x-ratelimit-remaining"),
        wait(answer, "x-ratelimit-reset", theirNow).orElse(null),
        wait(answer, "x-ratelimit-retry-after", theirNow)
            .or(() -> wait(answer, "retry-after", theirNow))
            .orElse(null));
  }

  private static long number(BrazeResponse answer, String header) {
    return answer.header(header).map(RateLimitHeaders::number).orElse(RateLimits.NOT_SAID);
  }

  private static long number(String text) {
    if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return RateLimits.NOT_SAID;
    }
    return Long.parseLong(text);
  }

  private static Optional<Duration> wait(BrazeResponse answer, String header, Instant now) {
    return answer
        .header(header)
        .flatMap(text -> wait(text, now))
        .flatMap(RateLimitHeaders::believable);
  }

  private static Optional<Duration> wait(String text, Instant now) {
    long number = number(text);
    if (number == RateLimits.NOT_SAID) {
      return httpDate(text).map(moment -> Duration.between(now, moment));
    }
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
