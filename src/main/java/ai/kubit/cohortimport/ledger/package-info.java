/**
 * The truth about one cohort: its item in the table of schedules, the transitions from one state to
 * the next, its executions and their history. {@code CohortStore} is the port, {@code
 * ImportExecutions} the life of an execution. It sends nothing and reads no export.
 */
package ai.kubit.cohortimport.ledger;
