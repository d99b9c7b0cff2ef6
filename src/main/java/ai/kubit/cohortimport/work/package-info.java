/**
 * Who works on what is due: the sweep looks, workers take one cohort after another, in this process
 * or in further invocations. {@code Worker} is the door. How an import goes is not its business.
 */
package ai.kubit.cohortimport.work;
