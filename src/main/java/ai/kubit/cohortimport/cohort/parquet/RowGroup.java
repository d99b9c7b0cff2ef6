package ai.kubit.cohortimport.cohort.parquet;

import java.util.List;

/**
 * Rows that are stored together.
 *
 * @param rows how many rows it has
 * @param chunks the chunks of the columns that were asked for, in their order
 */
record RowGroup(long rows, List<ColumnChunk> chunks) {
  RowGroup {
    chunks = List.copyOf(chunks);
  }
}
