package ai.kubit.cohortimport.delivery;

/**
 * Limits retries, so that they do not make an outage worse. A retry that helps costs nothing: a
 * batch can have only one of these. Retries that fail again are limited for the whole delivery: to
 * 100, or to a fifth of all requests if that is more. Refusals by the rate limit count once a
 * second, because the rate limiter already slows the delivery down.
 */
final class RetryBudget {
  private static final long ALWAYS = 100;
  private static final long REQUESTS_PER_FUTILE_RETRY = 5;

  private long requests;
  private long futile;

  void requestSent() {
    requests++;
  }

  void retryWasFutile() {
    futile++;
  }

  boolean spent() {
    return futile > Math.max(ALWAYS, requests / REQUESTS_PER_FUTILE_RETRY);
  }
}
