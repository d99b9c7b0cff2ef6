package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The form of every file of state: gzipped CSV with a header, UTF-8, one record a line, small
 * enough to be held in memory. {@code zcat} and a spreadsheet read it.
 */
final class StateFile {
  private StateFile() {}

  /** Collects the records of one file. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final CsvWriter csv;
    private long records;

    Writer(List<String> header) {
      try {
        csv =
            CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new GZIPOutputStream(bytes, 8192), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      csv.writeRecord(header);
    }

    void add(String... fields) {
      csv.writeRecord(fields);
      records++;
    }

    long records() {
      return records;
    }

    byte[] finish() {
      try {
        csv.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }

  /**
   * The records of a file that must be there: a file that a manifest names and that is missing or
   * unreadable is a fault of ours, and must never pass for an empty one.
   *
   * @param records how many there must be
   */
  static Iterator<CsvRecord> read(
      ObjectStore store, String key, List<String> header, long records) {
    return new Records(key, content(store, key), header, records, true);
  }

  /** Like {@link #read}, for a file that its writer may have written once more, with more rows. */
  static Iterator<CsvRecord> readAtLeast(
      ObjectStore store, String key, List<String> header, long records) {
    return new Records(key, content(store, key), header, records, false);
  }

  private static byte[] content(ObjectStore store, String key) {
    return store
        .get(key)
        .orElseThrow(() -> new IllegalStateException("a file of state is missing: " + key));
  }

  private static final class Records implements Iterator<CsvRecord> {
    private final String key;
    private final Iterator<CsvRecord> csv;
    private final boolean exactly;
    private long left;

    Records(String key, byte[] content, List<String> header, long records, boolean exactly) {
      this.key = key;
      this.exactly = exactly;
      this.left = records;
      try {
        this.csv =
            CsvReader.builder()
                .skipEmptyLines(false)
                .ofCsvRecord(
                    new GZIPInputStream(new ByteArrayInputStream(content), 8192),
                    StandardCharsets.UTF_8)
                .iterator();
      } catch (IOException e) {
        throw new UncheckedIOException("a file of state cannot be read: " + key, e);
      }
      if (!csv.hasNext() || !csv.next().getFields().equals(header)) {
        throw new IllegalStateException("a file of state has another header: " + key);
      }
    }

    @Override
    public boolean hasNext() {
      boolean more = csv.hasNext();
      if (more ? exactly && left <= 0 : left > 0) {
        throw new IllegalStateException("a file of state has not the records it should: " + key);
      }
      return more;
    }

    @Override
    public CsvRecord next() {
      left--;
      return csv.next();
    }
  }
}
