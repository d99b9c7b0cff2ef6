/**
 * Talks to Braze over HTTP, for both delivery modes: connections, keys, request bodies, and what
 * responses mean. The entry point is {@code BrazeConnections}. The package {@code delivery} decides
 * when a request is sent, or sent again.
 */
package ai.kubit.cohortimport.braze;
