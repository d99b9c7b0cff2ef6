package ai.kubit.cohortimport.cohort.parquet;

import java.util.List;

/**
 * Rows that lie together.
 *
 * @param rows how many
 * @param chunks of the columns that were asked for, in their order
 */
record RowGroup(long rows, List<ColumnChunk> chunks) {
  RowGroup {
    chunks = List.copyOf(chunks);
  }
}
