/**
 * A small HTTP server, of which the stand-ins are made, and a proxy ({@code Front}) that can break,
 * delay or hold requests.
 */
package ai.kubit.cohortimport.local.http;
