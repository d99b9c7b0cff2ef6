/**
 * Cohorts and their exports: finding the newest complete one, reading its rows as members. {@code
 * CohortExports} and {@code MemberReader} are the doors. It knows nothing of what an import does
 * with members.
 */
package ai.kubit.cohortimport.cohort;
