package ai.kubit.cohortimport.cohort;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Reads rows of CSV (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>), with LF, CR or
 * CRLF as line ends. Empty lines are skipped. A quote inside an unquoted field is data. Text after
 * a closing quote, or a quote that is never closed, makes the whole part corrupt: it is then
 * unknown where the next row begins.
 */
final class CsvRows {
  private static final String BROKEN = "a quote is not closed, or text follows a closing quote";

  private static final String QUOTE =
      "Write each quote within a quoted field twice, and export the cohort again";

  private final ReadTally tally;
  private final CsvRow row;
  private final Iterator<CsvRow> rows;

  private CsvRows(CsvReader<CsvRow> reader, CsvRow row, ReadTally tally) {
    this.rows = reader.iterator();
    this.row = row;
    this.tally = tally;
  }

  /** Reads to the end of the text. A text without rows is an empty part. */
  static void read(InputStream text, ReadTally tally) throws IOException {
    CsvRow row = new CsvRow(tally);
    // Latin-1 keeps every byte as it is. So malformed UTF-8 in another column harms no row.
    InputStreamReader bytes = new InputStreamReader(text, StandardCharsets.ISO_8859_1);
    try (CsvReader<CsvRow> reader = parser(tally.maxRowBytes()).build(row, bytes)) {
      new CsvRows(reader, row, tally).readAll();
    }
  }

  private static CsvReader.CsvReaderBuilder parser(int maxRowBytes) {
    return CsvReader.builder()
        .skipEmptyLines(true)
        // The parser refuses text after a closing quote by default. Its switch for that is
        // deprecated, so it is not set here.
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        // CsvRow enforces the limit of a row. This limit only stops a field without an end.
        .maxBufferSize(2 * maxRowBytes + (1 << 14));
  }

  private void readAll() throws IOException {
    if (!next()) {
      return;
    }
    row.becomeHeader();
    while (next()) {
      row.end();
    }
  }

  private boolean next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw cause(e);
    }
  }

  /**
   * Finds the exception to throw: the parser wraps whatever our own streams and {@link CsvRow}
   * throw.
   */
  private RuntimeException cause(CsvParseException wrapped) {
    Throwable cause = wrapped.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException ours && !(cause instanceof CsvParseException)) {
      return ours;
    }
    if (tally.rowIsTooLong()) {
      return tally.rowTooLong();
    }
    // The parser's own message is not used: it may quote the row.
    String problem = "from line %d on %s".formatted(tally.line(), BROKEN);
    return row.hasHeader()
        ? ExportFault.corruptObject(tally.object(), problem, QUOTE)
        : tally.foreignText("", problem, QUOTE);
  }
}
