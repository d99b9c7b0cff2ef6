package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;

/**
 * What all deliveries of one leg share.
 *
 * @param end no request starts after this time; it leaves time for the last answers
 * @param fence no request starts after this time either: another leg may then deliver
 * @param retry how long to wait before a request is repeated
 * @param listener gets the result of each object
 */
public record DeliveryLeg(
    Time time, Deadline end, Deadline fence, RetryPolicy retry, CohortDelivery.Listener listener) {

  boolean isOver() {
    return end.passed() || fence.passed();
  }
}
