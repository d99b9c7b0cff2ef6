/**
 * One look at what Braze really holds of a cohort: reads a sample of the membership, asks Braze
 * about it, counts, and ends with a line in the history. {@code CohortVerifier} works a leg at a
 * time, as an import does, and knows nothing of how an import runs.
 */
package ai.kubit.cohortimport.verifier;
