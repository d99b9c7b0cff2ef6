package ai.kubit.cohortimport.cohort.parquet;

/**
 * A column at the top of a file's schema.
 *
 * @param name the name as it is in the file
 * @param leaf its position among all columns with values; for a group, that of its first column
 * @param type the type of its values
 */
public record ParquetColumn(String name, int leaf, ColumnType type) {}
