package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.List;

/**
 * What becomes of a batch whose key Braze refused: the key is fetched again once in a delivery, as
 * keys are rotated. A key that stays refused stops the delivery.
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

  /** Notes which key the batch is sent with. */
  void starting(Batch batch) {
    batch.sentWithKey(generation);
  }

  /**
   * Braze refused the key that the batch was sent with.
   *
   * @param failure why the delivery stops where no other key helps
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

  /** A key that cannot be used stops the delivery; the answers on their way still count. */
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
