/**
 * Reads flat columns of Parquet files as text (<a
 * href="https://parquet.apache.org/docs/file-format/">Parquet, "File format"</a>). The entry point
 * is {@code ParquetFile}. The package reads only the bytes that it needs, trusts no number of a
 * file, and knows nothing of cohorts.
 */
package ai.kubit.cohortimport.cohort.parquet;
