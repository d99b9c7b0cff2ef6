package ai.kubit.cohortimport.cohort.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Reads the rows of a file, one after another, with the values of some columns as text. */
public final class ParquetRows implements Closeable {
  private final List<RowGroup> rowGroups;
  private final List<ColumnReader> columns;
  private int rowGroup = -1;
  private long left;

  ParquetRows(List<RowGroup> rowGroups, List<ColumnReader> columns) {
    this.rowGroups = rowGroups;
    this.columns = columns;
  }

  /** Goes to the next row. Returns false after the last row. */
  public boolean advance() throws IOException, ParquetException {
    while (left == 0) {
      if (++rowGroup == rowGroups.size()) {
        return false;
      }
      left = rowGroups.get(rowGroup).rows();
      for (ColumnReader column : columns) {
        column.begin(rowGroup);
      }
    }
    left--;
    for (ColumnReader column : columns) {
      column.advance();
    }
    return true;
  }

  /**
   * The row's value in a column; null if it is null or not UTF-8. Columns are numbered from 0, in
   * the order in which they were asked for.
   */
  public String value(int column) {
    return columns.get(column).value();
  }

  /** Whether the row's value is not null, but not UTF-8 either. */
  public boolean isMalformed(int column) {
    return columns.get(column).isMalformed();
  }

  @Override
  public void close() throws IOException {
    for (ColumnReader column : columns) {
      column.close();
    }
  }
}
