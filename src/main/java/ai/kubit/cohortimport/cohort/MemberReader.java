package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads the members of an export as a stream, so memory does not grow with the export. It
 * recognises CSV, NDJSON, gzip and Parquet by the content, never by the object's name. Each part of
 * a CSV folder has its own header. The project's page "Exports: for data teams" describes the
 * formats. Safe for use by several threads.
 *
 * <p>Rows that name no member are reported to the sink, and the reading goes on. A fault that makes
 * the rest of a part unreliable ends the reading: half a file must not look like half a cohort,
 * because the other half would be removed.
 */
public final class MemberReader {
  private final ObjectStore exports;
  private final ReadLimits limits;

  public MemberReader(ObjectStore exports, ReadLimits limits) {
    this.exports = Objects.requireNonNull(exports, "exports");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Reads all parts in order. If this throws, discard whatever the sink was given.
   *
   * @param nullWords values that count as no id
   * @return what looks odd in the rows that name members
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_CORRUPT for damaged
   *     content, a format that is not read, more unreadable than readable rows, or more rows than
   *     declared; EXPORT_INCOMPLETE for fewer rows than declared; EXPORT_TOO_LARGE beyond a limit;
   *     EXPORT_UNREADABLE if access is denied or the object is archived
   * @throws ObjectStore.ChangedException if a part was replaced since it was listed
   * @throws StorageException for other failures of the store
   */
  public RowNotes read(CohortExport export, NullWords nullWords, MemberSink sink) {
    ReadTally tally = new ReadTally(sink, limits, nullWords);
    for (StoredObject part : export.parts()) {
      readPart(part, tally);
    }
    RowNotes notes = tally.end();
    export.declaredRows().ifPresent(declared -> compare(export.name(), declared, tally.rows()));
    return notes;
  }

  private void readPart(StoredObject part, ReadTally tally) {
    tally.beginPart(part.name());
    try {
      if (!isReadAsText(part, tally)) {
        ParquetMembers.read(new PartSource(exports, part, tally), tally);
      }
    } catch (IOException e) {
      throw SourceStream.failure(part.key(), e);
    }
    tally.endPart();
  }

  /**
   * Reads a part from its first byte to its last. Returns false, having read no row, if it is a
   * Parquet file, of which only ranges are read.
   */
  private boolean isReadAsText(StoredObject part, ReadTally tally) throws IOException {
    try (InputStream stored = SourceStream.open(part, tally, () -> exports.open(part))) {
      BufferedInputStream start = new BufferedInputStream(stored, PartText.BUFFER);
      if (PartText.isParquet(start)) {
        return false;
      }
      readRows(start, tally);
      return true;
    }
  }

  private static void readRows(BufferedInputStream stored, ReadTally tally) {
    try {
      PartText text = PartText.of(stored, tally);
      tally.beginText(text.start());
      switch (PartFormat.of(text.start())) {
        case CSV -> CsvRows.read(text.bytes(), tally);
        case NDJSON -> NdjsonRows.read(text.bytes(), tally);
      }
    } catch (IOException e) {
      // A failure of the store is never an IOException here, see SourceStream.
      throw ExportFault.corruptObject(
          tally.object(),
          "from line %d on its gzip data is damaged, cut off, or followed by something else"
              .formatted(tally.line()),
          "Export the cohort again");
    }
  }

  private static void compare(String export, long declared, long read) {
    if (read < declared) {
      throw ExportFault.fewerRows(export, declared, read);
    }
    if (read > declared) {
      throw ExportFault.moreRows(export, declared, read);
    }
  }
}
