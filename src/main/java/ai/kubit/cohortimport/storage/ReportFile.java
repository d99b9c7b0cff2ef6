package ai.kubit.cohortimport.storage;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A report that a person opens in a spreadsheet: CSV with a header, bounded, and harmless there
 * ({@link SpreadsheetText}). Used by one thread.
 */
public final class ReportFile implements AutoCloseable {
  /** More lines than a spreadsheet holds help nobody; the last line says how many are missing. */
  static final int MOST_LINES = 1_000_000;

  private final Path directory;
  private final List<String> header;
  private Path path;
  private CsvWriter csv;
  private long lines;

  /**
   * A report; no file is made before its first line.
   *
   * @param directory where the file is made
   */
  public ReportFile(Path directory, List<String> header) {
    this.directory = directory;
    this.header = header;
  }

  public void add(String... fields) {
    lines++;
    if (lines > MOST_LINES) {
      return;
    }
    if (csv == null) {
      open();
    }
    String[] harmless = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      harmless[i] = SpreadsheetText.harmless(fields[i]);
    }
    csv.writeRecord(harmless);
  }

  /** The finished file, or empty where no line was added. */
  public Optional<Path> finish() {
    if (lines > MOST_LINES) {
      csv.writeRecord((lines - MOST_LINES) + " more lines are not listed");
    }
    close();
    return Optional.ofNullable(path);
  }

  @Override
  public void close() {
    try {
      if (csv != null) {
        csv.close();
        csv = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open() {
    try {
      Files.createDirectories(directory);
      path = Files.createTempFile(directory, "report-", ".csv");
      csv = CsvWriter.builder().build(path, StandardCharsets.UTF_8);
      csv.writeRecord(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
