package ai.kubit.cohortimport.membership;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the records of a file of state, one at a time. In millions of records most columns repeat
 * the record before. So a new string is made only for a field that differs from the one above it.
 */
final class StateRows {
  private final String key;
  private final boolean exactly;
  private final Row row = new Row();
  private final CsvReader<Row> reader;
  private final Iterator<Row> rows;
  private final int columns;
  private long left;

  StateRows(String key, InputStream text, List<String> header, long records, boolean exactly) {
    this.key = key;
    this.exactly = exactly;
    this.left = records;
    this.columns = header.size();
    this.reader =
        CsvReader.builder().skipEmptyLines(false).build(row, text, StandardCharsets.UTF_8);
    this.rows = reader.iterator();
    if (!rows.hasNext() || !row.texts().equals(header)) {
      throw new IllegalStateException("a file of state has another header: " + key);
    }
    rows.next();
  }

  /**
   * Goes to the next record. Returns false after the last one. The fields of the record before are
   * then gone.
   */
  boolean advance() {
    boolean more = rows.hasNext();
    if (more ? exactly && left <= 0 : left > 0) {
      throw new IllegalStateException("a file of state has not the records it should: " + key);
    }
    if (more) {
      rows.next();
      left--;
      if (row.size != columns) {
        throw new IllegalStateException("a file of state has a broken record: " + key);
      }
    } else {
      close();
    }
    return more;
  }

  /** Closes the file, because decompressing it holds memory outside the heap. */
  private void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of state cannot be read: " + key, e);
    }
  }

  /** A field of the present record; the first column is 0. */
  String field(int column) {
    return row.fields[column];
  }

  private static final class Row extends AbstractBaseCsvCallbackHandler<Row> {
    private String[] fields = new String[8];
    private int size;

    @Override
    protected void handleField(
        int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
      if (fieldIndex == fields.length) {
        fields = Arrays.copyOf(fields, 2 * fields.length);
      }
      size = fieldIndex + 1;
      if (!isText(fields[fieldIndex], buffer, offset, length)) {
        fields[fieldIndex] = new String(buffer, offset, length);
      }
    }

    /** Compares from the end, because ids mostly differ there. */
    private static boolean isText(String above, char[] buffer, int offset, int length) {
      if (above == null || above.length() != length) {
        return false;
      }
      for (int i = length - 1; i >= 0; i--) {
        if (above.charAt(i) != buffer[offset + i]) {
          return false;
        }
      }
      return true;
    }

    List<String> texts() {
      return List.of(Arrays.copyOf(fields, size));
    }

    @Override
    protected Row buildRecord() {
      return this;
    }
  }
}
