/**
 * What the program knows of Braze for a cohort, the membership, and the rules that compute it:
 * diff, plan, fold. The entry point is {@code Memberships}, which reads and writes the files in the
 * state bucket. The package sends nothing.
 */
package ai.kubit.cohortimport.membership;
