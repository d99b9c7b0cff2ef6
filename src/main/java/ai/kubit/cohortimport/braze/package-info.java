/**
 * The wire to Braze: connections, keys in use, request bodies and what answers mean, for both
 * delivery modes. {@code BrazeConnections} is the door. When something is sent or sent again is
 * decided in {@code delivery}.
 */
package ai.kubit.cohortimport.braze;
