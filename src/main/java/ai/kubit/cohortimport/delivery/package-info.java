/**
 * Sending changes to Braze at least once: batches, pace, retries, and the truth about every object.
 * {@code CohortDelivery} is the door, {@code BatchSender} the port to whatever wire there is. It
 * knows no path, no body and no key of Braze.
 */
package ai.kubit.cohortimport.delivery;
