package ai.kubit.cohortimport.cohort.parquet;

import java.io.Closeable;
import java.io.IOException;

/** Reads the values of one column, row after row. */
final class ColumnReader implements Closeable {
  private final PageReader pages;
  private String value;
  private boolean malformed;
  private DataPage page;
  private int left;

  ColumnReader(PageReader pages) {
    this.pages = pages;
  }

  /** Goes to the first value of a row group. */
  void begin(int rowGroup) throws IOException, ParquetException {
    pages.begin(rowGroup);
  }

  void advance() throws IOException, ParquetException {
    while (left == 0) {
      page = pages.next();
      left = page.values();
    }
    left--;
    if (page.isNull()) {
      value = null;
      malformed = false;
    } else {
      value = page.present().next();
      malformed = value == null;
    }
  }

  /** The row's value; null if it is null or not UTF-8. */
  String value() {
    return value;
  }

  boolean isMalformed() {
    return malformed;
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
