package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.Optional;

/**
 * Counts one reading of an export, holds it to its limits, and hands each row to the sink. The one
 * place that knows where the reading is: part and line.
 */
final class ReadTally {
  /** A power of two, less one: the rows between two words of progress. */
  private static final long PROGRESS_MASK = (1 << 16) - 1;

  /** Small files may compress as well as they like. */
  private static final long RATIO_FREE_BYTES = 32L << 20;

  /** So many unreadable rows, and fewer readable ones, make a part one of another kind. */
  private static final int FOREIGN_ROWS = 10;

  private final MemberSink sink;
  private final ReadLimits limits;
  private final NullWords nullWords;
  private final OddIds oddIds = new OddIds();
  private String object = "";
  private long line = 1;
  private long storedBytes;
  private long expandedBytes;
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

  /** How the part's text begins: it explains why no row of it can be read. */
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
          "Name the field of the ids so");
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
   * After the last part: an export of which nothing, or less than half, can be read says nothing
   * about the cohort. Rows without an identity are read; what they mean is for the guard to judge.
   */
  RowNotes end() {
    if (firstUnreadable != null && mostly(unreadable, rows)) {
      throw firstUnreadable;
    }
    return new RowNotes(members, oddIds.blanksAround(), oddIds.changedNumbers(), repeatedHeaders);
  }

  /** One object around all members is a row that can be read, and yet says nothing about them. */
  private boolean isWrapped() {
    return TextShape.of(start).filter(TextShape.JSON_WRAPPED::equals).isPresent();
  }

  private static boolean mostly(long unreadable, long rows) {
    return unreadable > rows - unreadable;
  }

  NullWords nullWords() {
    return nullWords;
  }

  /** Why the part's text is not what it should be, as its beginning shows it; else as given. */
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

  /** Ends a row that was read as far as its identity. */
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

  /** Ends a row that was read and has none of the fields that could name a member. */
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

  /** A line that is the header once more is no row. */
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
      throw ExportFault.tooLarge(
          object, line, "more than " + limits.maxExpandedBytes() + " bytes after decompression");
    }
    if (expandedBytes > RATIO_FREE_BYTES && expandedBytes / limits.maxRatio() > storedBytes) {
      throw ExportFault.tooLarge(
          object, line, "it expands to more than " + limits.maxRatio() + " times its size");
    }
  }

  /** Whether more has been read since the row began than a row may have. */
  boolean rowIsTooLong() {
    return expandedBytes - expandedAtRow > limits.maxRowBytes();
  }

  /** A JSON text without lines is one long row; then its shape says more than its length. */
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
