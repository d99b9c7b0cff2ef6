/**
 * Long runs that a person starts: a thousand cohorts at once ({@code Rush}), a million members
 * through every fault ({@code Soak}). They use the stand-ins and are no tests.
 */
package ai.kubit.cohortimport.local.tool;
