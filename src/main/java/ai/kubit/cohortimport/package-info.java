/**
 * The two doors of the process: {@link ai.kubit.cohortimport.Main} for the command line and the
 * start, {@link ai.kubit.cohortimport.ImportFunction} for Lambda's events. Nothing else stands
 * here, and no other package knows this one.
 */
package ai.kubit.cohortimport;
