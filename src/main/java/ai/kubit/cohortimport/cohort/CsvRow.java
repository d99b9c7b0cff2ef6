package ai.kubit.cohortimport.cohort;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * The row that the parser reads. It keeps only the fields that name a member. One instance serves
 * all rows, because there are millions of them. Each of its characters is one byte of the text
 * (Latin-1); only the fields that are kept are decoded as UTF-8.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  /** The byte order mark of UTF-8, one character for each byte. */
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private final ReadTally tally;
  private final RowIdentity identity;
  private final Utf8 utf8 = new Utf8();
  private final List<String> names = new ArrayList<>();
  private CsvHeader header;
  private int[] nameLengths = {};
  private boolean headerAgain;
  private int bytes;

  CsvRow(ReadTally tally) {
    this.tally = tally;
    this.identity = new RowIdentity(tally.nullWords());
  }

  /** Takes the row that was just read as the header. */
  void becomeHeader() {
    header = CsvHeader.of(names, tally);
    nameLengths = names.stream().mapToInt(String::length).toArray();
  }

  boolean hasHeader() {
    return header != null;
  }

  /** Hands the row on, unless it repeats the header: some files are several files joined. */
  void end() {
    if (headerAgain && getFieldCount() == header.size()) {
      tally.repeatedHeader();
    } else if (getFieldCount() == header.size()) {
      tally.row(identity);
    } else {
      tally.rejected(RowProblem.FIELD_COUNT);
    }
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    tally.atLine(startingLineNumber);
    identity.clear();
    bytes = 0;
    headerAgain = header != null;
  }

  @Override
  protected void handleField(
      int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
    // One more for the separator, so that a row of very many empty fields counts as long, too.
    bytes += length + (fieldIndex == 0 ? 0 : 1);
    if (bytes > tally.maxRowBytes()) {
      throw tally.rowTooLong();
    }
    if (header == null) {
      names.add(new String(buffer, offset, length));
      return;
    }
    headerAgain = headerAgain && isName(fieldIndex, buffer, offset, length);
    IdentityColumn column = header.column(fieldIndex);
    if (column != null && length > 0) {
      keep(column, utf8.decode(buffer, offset, length));
    }
  }

  /**
   * Whether the field repeats the header's name in its place. Comparing the lengths first makes
   * this cheap.
   */
  private boolean isName(int fieldIndex, char[] buffer, int offset, int length) {
    if (fieldIndex >= nameLengths.length) {
      return false;
    }
    if (length == nameLengths[fieldIndex]) {
      return names.get(fieldIndex).equalsIgnoreCase(new String(buffer, offset, length));
    }
    return fieldIndex == 0
        && length > nameLengths[0]
        && buffer[offset] == BYTE_ORDER_MARK.charAt(0)
        && isMarked(names.get(0), new String(buffer, offset, length));
  }

  /**
   * Whether the field is the name behind a byte order mark. There the parser takes quotes as
   * characters of the field.
   */
  private static boolean isMarked(String name, String field) {
    return field.equalsIgnoreCase(BYTE_ORDER_MARK + name)
        || field.equalsIgnoreCase(BYTE_ORDER_MARK + '"' + name + '"');
  }

  private void keep(IdentityColumn column, String value) {
    if (value == null) {
      identity.setMalformed(column);
    } else {
      identity.set(column, value);
    }
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }
}
