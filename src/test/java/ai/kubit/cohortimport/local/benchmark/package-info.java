/**
 * Measures the packaged program: the command of the profile {@code benchmark}. No stand-in of the
 * tests lives here.
 */
package ai.kubit.cohortimport.local.benchmark;
