package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The form of every file of state: CSV with a header, in UTF-8, one record on each line, gzipped. A
 * file fits in memory while it is written. {@code zcat} and spreadsheets can read it.
 */
final class StateFile {
  private static final int BUFFER = 8192;

  private StateFile() {}

  /**
   * Collects the records of one file. It takes its buffers only with the first record, because most
   * files that a partition could have are not needed, and each takes a quarter of a megabyte
   * outside the heap.
   */
  static final class StateWriter {
    private final List<String> header;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private CsvWriter csv;
    private long records;

    StateWriter(List<String> header) {
      this.header = header;
    }

    void add(String... fields) {
      opened().writeRecord(fields);
      records++;
    }

    long records() {
      return records;
    }

    /** Ends the file and returns its bytes. Nothing can be added afterwards. */
    byte[] finish() {
      try {
        opened().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    private CsvWriter opened() {
      if (csv == null) {
        csv = open();
        csv.writeRecord(header);
      }
      return csv;
    }

    private CsvWriter open() {
      try {
        return CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new FastGzip(bytes), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Compresses fast rather than well: files of state are kept for days and read twice, so speed
   * matters more than size.
   */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * Reads a file that must exist. If a file that a manifest names is missing or unreadable, that is
   * a fault of the program, and the file must never count as empty.
   *
   * @param records how many records there must be
   */
  static StateRows read(ObjectStore store, String key, List<String> header, long records) {
    return read(key, content(store, key), header, records);
  }

  /** Reads a file whose content is already open. */
  static StateRows read(String key, InputStream content, List<String> header, long records) {
    return new StateRows(key, text(key, content), header, records, true);
  }

  /**
   * Reads a file that its writer may have written once more, with more records: there must be at
   * least this many.
   */
  static StateRows readAtLeast(ObjectStore store, String key, List<String> header, long records) {
    return new StateRows(key, text(key, content(store, key)), header, records, false);
  }

  private static InputStream content(ObjectStore store, String key) {
    return store
        .get(key)
        .map(ByteArrayInputStream::new)
        .orElseThrow(() -> new IllegalStateException("a file of state is missing: " + key));
  }

  private static InputStream text(String key, InputStream content) {
    try {
      return new GZIPInputStream(content, BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of state cannot be read: " + key, e);
    }
  }
}
