/**
 * Measures the packaged program: the command of the profile {@code benchmark}. It uses the
 * stand-ins and has none itself.
 */
package ai.kubit.cohortimport.local.benchmark;
