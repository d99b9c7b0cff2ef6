package ai.kubit.cohortimport.delivery;

/**
 * What one delivery and the rules for its answers share.
 *
 * @param queue the batches that wait
 * @param outage whether Braze is down
 * @param stop whether the delivery has stopped, and why
 */
record DeliveryState(BatchQueue queue, CircuitBreaker outage, StopLatch stop) {}
