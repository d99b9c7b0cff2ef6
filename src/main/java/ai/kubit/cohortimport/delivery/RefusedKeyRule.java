package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.List;

/**
 * Decides about a batch whose key Braze refused. The key is fetched again, once in a delivery,
 * because customers rotate keys. If the new key is refused, too, or there is none, the delivery
 * stops.
 */
final class RefusedKeyRule {
  private final BatchSender sender;
  private final RetryScheduler retries;
  private final StopLatch stop;
  private int generation;
  private boolean renewed;

  RefusedKeyRule(BatchSender sender, RetryScheduler retries, StopLatch stop) {
    this.sender = sender;
    this.retries = retries;
    this.stop = stop;
  }

  /** Records which key the batch is sent with. */
  void starting(Batch batch) {
    batch.sentWithKey(generation);
  }

  /**
   * Braze refused the key that the batch was sent with.
   *
   * @param failure why the delivery stops if no other key helps
   */
  void refused(Batch batch, DeliveryStop.Failed failure) {
    retries.atOnce(List.of(batch));
    if (stop.isSet() || batch.keyGeneration() < generation) {
      return;
    }
    boolean first = !renewed;
    renewed = true;
    if (first && renew()) {
      generation++;
    } else {
      stop.set(failure);
    }
  }

  /**
   * Fetches the key again. A stored key that cannot be used stops the delivery, but the answers of
   * requests in flight still count.
   */
  private boolean renew() {
    try {
      return sender.renewKey();
    } catch (ImportStoppedException unusable) {
      stop.set(
          new DeliveryStop.Failed(unusable.reason(), unusable.getMessage(), unusable.detail()));
      return false;
    }
  }
}
