/**
 * A small HTTP server and a front that breaks, delays or stalls what passes through it. The stand-
 * ins stand on it.
 */
package ai.kubit.cohortimport.local.http;
