package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.cohort.parquet.ParquetException;
import ai.kubit.cohortimport.cohort.parquet.ParquetFile;
import ai.kubit.cohortimport.cohort.parquet.ParquetLimits;
import ai.kubit.cohortimport.cohort.parquet.ParquetRows;
import ai.kubit.cohortimport.cohort.parquet.ParquetSource;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.io.IOException;
import java.util.List;

/**
 * Reads the rows of a Parquet file. Names of columns may be in any case. Whole numbers and UUIDs
 * are taken as text, and null counts as absent. Reports give the number of the row as line; the
 * first row is 1.
 */
final class ParquetMembers {
  private final ReadTally tally;
  private final ParquetRows rows;
  private final IdentityColumn[] columns;
  private final RowIdentity identity;

  private ParquetMembers(ReadTally tally, ParquetRows rows, List<IdentityColumn> columns) {
    this.tally = tally;
    this.rows = rows;
    this.columns = columns.toArray(IdentityColumn[]::new);
    this.identity = new RowIdentity(tally.nullWords());
  }

  /** Reads all rows, and only the columns that name members. */
  static void read(ParquetSource source, ReadTally tally) throws IOException {
    try {
      ParquetFile file =
          ParquetFile.open(
              source, name -> IdentityColumn.named(name) != null, limits(tally.maxRowBytes()));
      List<IdentityColumn> columns = ParquetHeader.of(file.columns(), tally);
      Utf8 utf8 = new Utf8();
      try (ParquetRows rows = file.read(file.columns(), utf8::decode)) {
        new ParquetMembers(tally, rows, columns).readAll();
      }
    } catch (ParquetException e) {
      throw stopped(e, tally);
    }
  }

  private static ParquetLimits limits(int maxValueBytes) {
    ParquetLimits limits = ParquetLimits.DEFAULT;
    return new ParquetLimits(
        limits.maxFooterBytes(), limits.maxPageMemory(), maxValueBytes, limits.maxRowGroups());
  }

  private void readAll() throws IOException, ParquetException {
    long row = 0;
    tally.atLine(1);
    while (rows.advance()) {
      tally.atLine(++row);
      identity.clear();
      for (int i = 0; i < columns.length; i++) {
        keep(columns[i], i);
      }
      tally.row(identity);
    }
  }

  private void keep(IdentityColumn column, int index) {
    String value = rows.value(index);
    if (value != null) {
      tally.taken(value.length());
      identity.set(column, value);
    } else if (rows.isMalformed(index)) {
      identity.setMalformed(column);
    }
  }

  private static ImportStoppedException stopped(ParquetException e, ReadTally tally) {
    String problem = e.getMessage();
    return switch (e.problem()) {
      case DAMAGED ->
          ExportFault.corruptObject(
              tally.object(), "it is a Parquet file that is damaged: " + problem, e.remedy());
      case UNSUPPORTED ->
          ExportFault.corruptObject(tally.object(), "it is a Parquet file " + problem, e.remedy());
      case TOO_LARGE -> ExportFault.tooLarge(tally.object(), tally.line(), problem, e.remedy());
    };
  }
}
