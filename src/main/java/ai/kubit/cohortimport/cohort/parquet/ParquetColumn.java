package ai.kubit.cohortimport.cohort.parquet;

/**
 * A column of the file, at the top of its schema.
 *
 * @param name as the file writes it
 * @param leaf its place among all columns that hold values; of a group the place of its first
 * @param type how its values are written
 */
public record ParquetColumn(String name, int leaf, ColumnType type) {}
