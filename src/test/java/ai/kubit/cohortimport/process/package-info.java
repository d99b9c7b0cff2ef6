/**
 * The packaged program as its own process, on the JVM and as the native executable: commands,
 * Lambda's runtime API, kills, freezes, canaries.
 */
package ai.kubit.cohortimport.process;
