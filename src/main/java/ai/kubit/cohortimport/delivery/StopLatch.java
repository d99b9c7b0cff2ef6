package ai.kubit.cohortimport.delivery;

import java.util.Optional;

/** Whether a delivery has stopped, and why. A stopped delivery never starts again. */
final class StopLatch {
  private DeliveryStop reason;

  boolean isSet() {
    return reason != null;
  }

  /**
   * Stops the delivery. The first reason is kept, except that a reason for which a person must act
   * replaces one for which nobody must.
   */
  void set(DeliveryStop why) {
    boolean graver = why instanceof DeliveryStop.Failed && !(reason instanceof DeliveryStop.Failed);
    if (reason == null || graver) {
      reason = why;
    }
  }

  Optional<DeliveryStop> reason() {
    return Optional.ofNullable(reason);
  }
}
