/**
 * Finds a cohort's newest complete export, and reads its rows as members. The entry points are
 * {@code CohortExports} and {@code MemberReader}. The package does not know what an import does
 * with the members.
 */
package ai.kubit.cohortimport.cohort;
