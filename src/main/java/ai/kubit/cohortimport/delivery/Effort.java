package ai.kubit.cohortimport.delivery;

/**
 * What a delivery took.
 *
 * @param requests requests to Braze, retries included
 * @param retries requests that repeated objects which had been sent before
 * @param rateLimited answers 429
 */
public record Effort(long requests, long retries, long rateLimited) {
  public static final Effort NONE = new Effort(0, 0, 0);

  public Effort plus(Effort other) {
    return new Effort(
        requests + other.requests, retries + other.retries, rateLimited + other.rateLimited);
  }
}
