package ai.kubit.cohortimport.delivery;

/**
 * How many requests a delivery needed.
 *
 * @param requests requests to Braze, retries included
 * @param retries requests with objects that had been sent before
 * @param rateLimited answers with status 429
 */
public record DeliveryEffort(long requests, long retries, long rateLimited) {
  public static final DeliveryEffort NONE = new DeliveryEffort(0, 0, 0);

  public DeliveryEffort plus(DeliveryEffort other) {
    return new DeliveryEffort(
        requests + other.requests, retries + other.retries, rateLimited + other.rateLimited);
  }
}
