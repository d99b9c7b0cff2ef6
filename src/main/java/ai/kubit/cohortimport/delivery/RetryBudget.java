package ai.kubit.cohortimport.delivery;

/**
 * Keeps retries from making an outage worse. A retry that helped is free, as each batch can have
 * only one of these; those that failed once more are limited for the whole delivery, to 100 or a
 * fifth of all requests, whichever is more. Refusals by the rate limit count once a second, as the
 * pace already limits what they cost.
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
