/**
 * Whole imports in virtual time over the real rules: random stories, past faults, and what happens
 * when each safety is taken away. Stores and Braze are models that fail as they are told.
 */
package ai.kubit.cohortimport.scenario;
