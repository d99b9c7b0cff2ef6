package ai.kubit.cohortimport.delivery;

/**
 * What a delivery shares with the rules for its answers.
 *
 * @param queue the batches that wait to be sent
 * @param circuitBreaker whether Braze is down
 * @param stop whether the delivery has stopped, and why
 */
record DeliveryState(BatchQueue queue, CircuitBreaker circuitBreaker, StopLatch stop) {}
