package ai.kubit.cohortimport.local.braze;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a workspace may do.
 *
 * @param maxBatch objects in one request to {@code /users/track}: 75, or 50 on some plans
 * @param maxBody bytes; Braze says 4 MB without saying which, so this is the smaller reading
 * @param rate for each of the endpoints by itself
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

  /** So many requests in each window of this length. */
  public record Rate(int requests, Duration window, RateHeaders headers) {
    static final Rate UNLIMITED =
        new Rate(Integer.MAX_VALUE, Duration.ofSeconds(1), RateHeaders.NONE);
  }

  /** How Braze tells about its limit: the documentation and what clients have seen differ. */
  public enum RateHeaders {
    /** {@code X-RateLimit-Reset} in seconds since 1970. */
    EPOCH_RESET,
    /** {@code X-RateLimit-Reset} in seconds from now. */
    SECONDS_RESET,
    /** {@code x-ratelimit-retry-after} alone on a 429, and all names in lower case. */
    LOWER_CASE_RETRY_AFTER,
    /** {@code Retry-After} alone. */
    RETRY_AFTER,
    /** Nothing at all. */
    NONE;

    /** The headers of an answer; {@code wait} is how long the window still lasts. */
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
