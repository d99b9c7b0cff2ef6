package ai.kubit.cohortimport.cohort.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The rows of a file, one after another, with the values of some columns as text. */
public final class ParquetRows implements Closeable {
  private final List<RowGroup> rowGroups;
  private final List<ColumnReader> columns;
  private int rowGroup = -1;
  private long left;

  ParquetRows(List<RowGroup> rowGroups, List<ColumnReader> columns) {
    this.rowGroups = rowGroups;
    this.columns = columns;
  }

  /** Goes to the next row; false behind the last. */
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

  /** The row's value in a column, counted as they were asked for; null if null or malformed. */
  public String value(int column) {
    return columns.get(column).value();
  }

  /** Whether the row's value is there, but no text in UTF-8. */
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
