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
 * The form of every file of state: gzipped CSV with a header, UTF-8, one record a line, small
 * enough to be held in memory. {@code zcat} and a spreadsheet read it.
 */
final class StateFile {
  private static final int BUFFER = 8192;

  private StateFile() {}

  /**
   * Collects the records of one file. It is opened with the first one: most files that a partition
   * might have are not needed, and each holds a quarter of a megabyte outside of the heap.
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

    /** The whole file; nothing can be added after it. */
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

  /** Files of state live for days and are read twice: speed counts for more than size. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * The records of a file that must be there: a file that a manifest names and that is missing or
   * unreadable is a fault of ours, and must never pass for an empty one.
   *
   * @param records how many there must be
   */
  static StateRows read(ObjectStore store, String key, List<String> header, long records) {
    return read(key, content(store, key), header, records);
  }

  /** The records of a file that is at hand. */
  static StateRows read(String key, InputStream content, List<String> header, long records) {
    return new StateRows(key, text(key, content), header, records, true);
  }

  /**
   * Like reading all of it, for a file that its writer may have written once more, with more rows.
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
