/**
 * Sends changes to Braze, each at least once: makes batches, limits the rate, retries, and reports
 * what became of each object. The entry point is {@code CohortDelivery}. {@code BatchSender} is the
 * port to whatever sends the requests. The package knows no HTTP (no path, status, header or body)
 * and no key of Braze.
 */
package ai.kubit.cohortimport.delivery;
