/**
 * Reads flat columns of Parquet files as text: {@code ParquetFile} is the door. It takes only the
 * bytes it needs, trusts no number that a file says about itself, and knows nothing of cohorts.
 */
package ai.kubit.cohortimport.cohort.parquet;
