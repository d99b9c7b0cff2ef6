package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;

/**
 * What all deliveries of one leg have in common.
 *
 * @param end no request starts after it; it leaves the time that the last ones need
 * @param fence no request starts after it, whatever the end says: another leg may deliver then
 * @param retry how long to wait before a request is repeated
 * @param listener is told about every object
 */
public record DeliveryLeg(
    Time time, Deadline end, Deadline fence, RetryPolicy retry, CohortDelivery.Listener listener) {

  boolean isOver() {
    return end.passed() || fence.passed();
  }
}
