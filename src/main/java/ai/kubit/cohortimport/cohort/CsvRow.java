package ai.kubit.cohortimport.cohort;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * The row that the parser is at. It keeps only the fields that name a member, and is used again for
 * every row, because there are millions of them. Its characters are bytes: the text is decoded
 * field by field.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final ReadTally tally;
  private final RowIdentity identity = new RowIdentity();
  private final Utf8 utf8 = new Utf8();
  private final List<String> names = new ArrayList<>();
  private CsvHeader header;
  private int bytes;

  CsvRow(ReadTally tally) {
    this.tally = tally;
  }

  /** Takes the first row as header. */
  void becomeHeader() {
    header = CsvHeader.of(names, tally.object());
  }

  /** Hands the row on. */
  void end() {
    if (getFieldCount() == header.size()) {
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
  }

  @Override
  protected void handleField(
      int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
    // One more for the separator: a row of many empty fields is long, too.
    bytes += length + (fieldIndex == 0 ? 0 : 1);
    if (bytes > tally.maxRowBytes()) {
      throw tally.rowTooLong();
    }
    if (header == null) {
      names.add(new String(buffer, offset, length));
      return;
    }
    IdentityColumn column = header.column(fieldIndex);
    if (column != null && length > 0) {
      keep(column, utf8.decode(buffer, offset, length));
    }
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
