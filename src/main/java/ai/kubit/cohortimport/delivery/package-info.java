/**
 * Sending changes to Braze at least once: batches, pace, retries, and the truth about every object.
 * {@code CohortDelivery} is the door, {@code BatchSender} the port to whatever wire there is. It
 * knows no HTTP: no path, status, header or body, and no key of Braze.
 */
package ai.kubit.cohortimport.delivery;
