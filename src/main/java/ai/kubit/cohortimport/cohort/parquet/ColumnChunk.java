package ai.kubit.cohortimport.cohort.parquet;

/**
 * Where a column's values of one row group lie.
 *
 * @param codec the number of the compression in the format
 * @param start where its first page begins, the dictionary's where there is one
 * @param end where its last page ends
 * @param values how many values there are, nulls included
 */
record ColumnChunk(int codec, long start, long end, long values) {}
