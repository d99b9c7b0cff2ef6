package ai.kubit.cohortimport.local.braze;

import java.time.Duration;
import java.util.Map;

/**
 * Counts requests in consecutive windows of time. The first window starts with the first request.
 */
final class RateWindow {
  private BrazeLimits.Rate rate = BrazeLimits.Rate.UNLIMITED;
  private long windowEnd;
  private int used;
  private boolean refused;

  /** Counts one request. Afterwards {@link #refused} says whether it was one too many. */
  void take(BrazeLimits.Rate limit, long nanos) {
    if (!limit.equals(rate) || used == 0 || nanos - windowEnd >= 0) {
      rate = limit;
      used = 0;
      windowEnd = nanos + limit.window().toNanos();
    }
    refused = used >= limit.requests();
    used += refused ? 0 : 1;
  }

  boolean refused() {
    return refused;
  }

  Map<String, String> headers(long nanos) {
    Duration wait = Duration.ofNanos(Math.max(0, windowEnd - nanos));
    return rate.headers().headers(rate.requests(), rate.requests() - used, wait, refused);
  }
}
