/** How executions end: outcome, reason, and the exception that ends one. Knows nobody. */
package ai.kubit.cohortimport.outcome;
