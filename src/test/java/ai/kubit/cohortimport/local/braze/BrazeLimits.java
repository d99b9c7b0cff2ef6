package ai.kubit.cohortimport.local.braze;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The limits of a workspace.
 *
 * @param maxBatch the most objects in one request to {@code /users/track}: 75, or 50 on some plans
 * @param maxBody the most bytes in a body; Braze says 4 MB, and this takes the smaller meaning of
 *     MB
 * @param rate the rate limit of each endpoint
 */
public record BrazeLimits(int maxBatch, int maxBody, Rate rate) {

  public static BrazeLimits defaults() {
    return new BrazeLimits(75, 4_000_000, Rate.UNLIMITED);
  }

  public BrazeLimits withMaxBatch(int objects) {
    return new BrazeLimits(objects, maxBody, rate);
  }

  public BrazeLimits withRate(int requests, Duration window, RateHeaders headers) {
    return new BrazeLimits(maxBatch, maxBody, new Rate(requests, window, headers));
  }

  /** This many requests in each window of this length. */
  public record Rate(int requests, Duration window, RateHeaders headers) {
    static final Rate UNLIMITED =
        new Rate(Integer.MAX_VALUE, Duration.ofSeconds(1), RateHeaders.NONE);
  }

  /**
   * How the answers tell the rate limit. Braze's documentation and what clients have seen differ.
   */
  public enum RateHeaders {
    /** {@code X-RateLimit-Reset} in seconds since 1970. */
    EPOCH_RESET,
    /** {@code X-RateLimit-Reset} in seconds from now. */
    SECONDS_RESET,
    /** Only {@code x-ratelimit-retry-after} on a 429, and all names in lower case. */
    LOWER_CASE_RETRY_AFTER,
    /** Only {@code Retry-After}. */
    RETRY_AFTER,
    /** Nothing at all. */
    NONE;

    /** The headers of an answer. {@code wait} is how long the window still lasts. */
    Map<String, String> headers(int limit, int remaining, Duration wait, boolean refused) {
      String seconds = Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000));
      String epoch = Long.toString(Instant.now().plus(wait).getEpochSecond() + 1);
      return switch (this) {
        case EPOCH_RESET -> full(limit, remaining, epoch);
        case SECONDS_RESET -> full(limit, remaining, seconds);
        case LOWER_CASE_RETRY_AFTER ->
            refused
                ? Map.of("x-ratelimit-retry-after", seconds)
                : Map.of(
                    "x-ratelimit-limit", Integer.toString(limit),
                    "x-ratelimit-remaining", Integer.toString(remaining),
                    "x-ratelimit-reset", seconds);
        case RETRY_AFTER -> refused ? Map.of("Retry-After", seconds) : Map.of();
        case NONE -> Map.of();
      };
    }

    private static Map<String, String> full(int limit, int remaining, String reset) {
      return Map.of(
          "X-RateLimit-Limit", Integer.toString(limit),
          "X-RateLimit-Remaining", Integer.toString(remaining),
          "X-RateLimit-Reset", reset);
    }
  }
}
