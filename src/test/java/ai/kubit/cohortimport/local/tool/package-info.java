/**
 * Long runs that a person starts: a thousand cohorts at once ({@code Rush}), and a million members
 * with every fault ({@code Soak}). They use the stand-ins. They are neither stand-ins nor tests.
 */
package ai.kubit.cohortimport.local.tool;
