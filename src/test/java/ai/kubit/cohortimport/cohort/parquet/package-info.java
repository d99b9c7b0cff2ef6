/** Writers of Parquet files for tests: a warehouse, and the format's reference implementation. */
package ai.kubit.cohortimport.cohort.parquet;
