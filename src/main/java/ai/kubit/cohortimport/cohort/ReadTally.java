package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.Optional;

/**
 * Counts what is read of one export, enforces the limits, and hands each row to the sink. Only it
 * knows at which part and line the reading is.
 */
final class ReadTally {
  /**
   * The number of rows between two calls of progress, less one. It must be a power of two, less
   * one.
   */
  private static final long PROGRESS_MASK = (1 << 16) - 1;

  /**
   * The ratio of decompression is not checked below this size, because small files may compress
   * very well.
   */
  private static final long RATIO_FREE_BYTES = 32L << 20;

  /**
   * A part counts as written in another format if it has at least this many unreadable rows, and
   * fewer readable ones.
   */
  private static final int FOREIGN_ROWS = 10;

  private final MemberSink sink;
  private final ReadLimits limits;
  private final NullWords nullWords;
  private final OddIds oddIds = new OddIds();
  private String object = "";
  private long line = 1;
  private long storedBytes;
  private long expandedBytes;
  private long takenBytes;
  private long rows;
  private long members;
  private long unreadable;
  private long repeatedHeaders;
  private long expandedAtRow;
  private String start = "";
  private long rowsBefore;
  private long unreadableBefore;
  private long nameless;
  private long namelessBefore;
  private long membersBefore;
  private RowProblem unreadableBecause;
  private ImportStoppedException firstUnreadable;

  ReadTally(MemberSink sink, ReadLimits limits, NullWords nullWords) {
    this.sink = sink;
    this.limits = limits;
    this.nullWords = nullWords;
  }

  void beginPart(String objectName) {
    object = ExportFault.shown(objectName);
    line = 1;
    start = "";
    expandedAtRow = expandedBytes;
    rowsBefore = rows;
    unreadableBefore = unreadable;
    namelessBefore = nameless;
    membersBefore = members;
  }

  /** Takes the beginning of the part's text. It may explain later why rows cannot be read. */
  void beginText(String textStart) {
    start = textStart;
  }

  void endPart() {
    sink.progress(storedBytes, rows);
    long partRows = rows - rowsBefore;
    long partUnreadable = unreadable - unreadableBefore;
    if (partRows > 0 && members == membersBefore && isWrapped()) {
      throw foreignText("no row names a member", "", "");
    }
    if (partRows >= FOREIGN_ROWS && nameless - namelessBefore == partRows) {
      throw ExportFault.corruptObject(
          object,
          "its objects have no field that the import knows: " + IdentityColumn.NAMES,
          "Give the field of the ids one of these names");
    }
    if (partUnreadable == 0) {
      return;
    }
    ImportStoppedException fault =
        foreignText(
            partRows == 1
                ? "its only row is unreadable"
                : "%,d of %,d rows are unreadable".formatted(partUnreadable, partRows),
            unreadableBecause.toString(),
            remedy(unreadableBecause));
    if (partUnreadable >= FOREIGN_ROWS && mostly(partUnreadable, partRows)) {
      throw fault;
    }
    firstUnreadable = firstUnreadable == null ? fault : firstUnreadable;
  }

  private static String remedy(RowProblem problem) {
    return switch (problem) {
      case MALFORMED_TEXT -> ForeignFormat.UTF_16.remedy();
      case FIELD_COUNT -> TextShape.COMMAS_AT_THE_END.remedy();
      case DUPLICATE_NAME -> "Name each field once in an object";
      case NOT_TEXT -> "Write each identifier as text";
      default -> "Export the cohort as CSV, or as JSON with one object on each line";
    };
  }

  /**
   * Ends the reading after the last part. It throws if less than half of the rows could be read,
   * because such an export says nothing about the cohort. Rows without an identity count as read;
   * the guard judges them.
   */
  RowNotes end() {
    if (firstUnreadable != null && mostly(unreadable, rows)) {
      throw firstUnreadable;
    }
    return new RowNotes(members, oddIds.blanksAround(), oddIds.changedNumbers(), repeatedHeaders);
  }

  /**
   * Whether the part is one JSON object around all members. It can be read as one row, but names
   * none of them.
   */
  private boolean isWrapped() {
    return TextShape.of(start).filter(TextShape.JSON_WRAPPED::equals).isPresent();
  }

  private static boolean mostly(long unreadable, long rows) {
    return unreadable > rows - unreadable;
  }

  NullWords nullWords() {
    return nullWords;
  }

  /**
   * The fault of a text that is not CSV or NDJSON as it should be. The beginning of the text may
   * show what it is; otherwise the given problem and remedy are used.
   */
  ImportStoppedException foreignText(String symptom, String problem, String remedy) {
    String before = symptom.isEmpty() ? "" : symptom + ": ";
    return TextShape.of(start)
        .map(shape -> ExportFault.corruptObject(object, before + shape.found(), shape.remedy()))
        .orElseGet(() -> ExportFault.corruptObject(object, before + problem, remedy));
  }

  void atLine(long number) {
    line = number;
    expandedAtRow = expandedBytes;
  }

  String object() {
    return object;
  }

  long line() {
    return line;
  }

  long rows() {
    return rows;
  }

  int maxRowBytes() {
    return limits.maxRowBytes();
  }

  /** Ends a row that was read. It may name a member or not. */
  void row(RowIdentity identity) {
    count();
    MemberId member = identity.member();
    if (member == null) {
      reject(identity.problem());
    } else {
      members++;
      oddIds.look(member.id());
      sink.member(member);
    }
    progress();
  }

  /** Ends a row that was read and has no field that could name a member. */
  void namelessRow(RowIdentity identity) {
    nameless++;
    row(identity);
  }

  /** Ends a row that could not be read. */
  void rejected(RowProblem problem) {
    count();
    reject(problem);
    progress();
  }

  /** Counts a line that repeats the header. It is no row. */
  void repeatedHeader() {
    repeatedHeaders++;
  }

  private void reject(RowProblem problem) {
    if (problem.structural()) {
      unreadable++;
      unreadableBecause = problem;
    }
    sink.rejected(object, line, problem);
  }

  private void count() {
    if (++rows > limits.maxRows()) {
      throw ExportFault.tooLarge(object, line, "more than " + limits.maxRows() + " rows");
    }
  }

  private void progress() {
    if ((rows & PROGRESS_MASK) == 0) {
      sink.progress(storedBytes, rows);
    }
  }

  /** Takes the result of a read: a count, or -1. */
  void stored(int count) {
    storedBytes += Math.max(count, 0);
  }

  /** Takes the result of a read: a count, or -1. */
  void expanded(int count) {
    expandedBytes += Math.max(count, 0);
    if (expandedBytes > limits.maxExpandedBytes()) {
      throw tooManyBytes();
    }
    if (expandedBytes > RATIO_FREE_BYTES && expandedBytes / limits.maxRatio() > storedBytes) {
      throw ExportFault.tooLarge(
          object, line, "it expands to more than " + limits.maxRatio() + " times its size");
    }
  }

  /**
   * Counts the length of a row's value in a format that stores a value once for many rows. The sum
   * of these lengths has the same limit as the uncompressed bytes. The limit of the ratio does not
   * apply, because some formats store few values for very many rows.
   */
  void taken(int length) {
    takenBytes += length;
    if (takenBytes > limits.maxExpandedBytes()) {
      throw tooManyBytes();
    }
  }

  private ImportStoppedException tooManyBytes() {
    return ExportFault.tooLarge(
        object, line, "more than " + limits.maxExpandedBytes() + " bytes after decompression");
  }

  /** Whether more bytes were read since the row began than a row may have. */
  boolean rowIsTooLong() {
    return expandedBytes - expandedAtRow > limits.maxRowBytes();
  }

  /**
   * The fault of a row that is too long. If the text is JSON without line ends, the message says
   * that instead, because it explains more.
   */
  ImportStoppedException rowTooLong() {
    Optional<TextShape> shape = TextShape.of(start).filter(TextShape::isJson);
    if (shape.isPresent()) {
      return ExportFault.corruptObject(object, shape.get().found(), shape.get().remedy());
    }
    return ExportFault.tooLarge(
        object,
        line,
        "a row has more than %,d bytes, or a quote or a line end is missing before it"
            .formatted(maxRowBytes()));
  }
}
