package ai.kubit.cohortimport.cohort.parquet;

/**
 * Where the values of one column and one row group are in the file.
 *
 * @param codec the format's number of the compression
 * @param start where its first page begins, which is the dictionary's page if there is one
 * @param end where its last page ends
 * @param values how many values it has, nulls included
 */
record ColumnChunk(int codec, long start, long end, long values) {}
