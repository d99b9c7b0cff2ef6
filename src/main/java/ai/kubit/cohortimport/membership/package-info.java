/**
 * What we believe Braze holds for a cohort, and the pure rules about it: diff, plan, fold. {@code
 * Memberships} is the door to its files in the state bucket. It sends nothing.
 */
package ai.kubit.cohortimport.membership;
