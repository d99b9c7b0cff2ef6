package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.RateLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads what a response's headers say about Braze's rate limit. Braze documents {@code
 * X-RateLimit-Reset} in two ways: as epoch seconds (<a
 * href="https://www.braze.com/docs/api/api_limits/">Braze, "Rate limits"</a>), and for newer plans
 * as seconds that remain (<a
 * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
 * users"</a>). So the size of the number decides which it is. A 429 may have {@code
 * X-Ratelimit-Retry-After} instead. A value that is missing, empty, negative or impossibly large is
 * ignored.
 */
final class RateLimitHeaders {
  /**
   * The longest wait. Braze's longest interval is one hour, and its limits reset on the clock hour
   * (<a href="https://www.braze.com/docs/api/api_limits/">Braze, "Rate limits", section "Rate limit
   * reset"</a>).
   */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration BELIEVABLE = Duration.ofDays(1);
  private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;
  private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

  private RateLimitHeaders() {}

  /**
   * Reads a response's headers.
   *
   * @param now the time by this machine's clock. It is used only if the response has no {@code
   *     Date}: waits are measured from the response's own {@code Date}, so that a wrong clock here
   *     does no harm
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
