package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;

/**
 * Counts one reading of an export, holds it to its limits, and hands each row to the sink. The one
 * place that knows where the reading is: part and line.
 */
final class ReadTally {
  /** A power of two, less one: the rows between two words of progress. */
  private static final long PROGRESS_MASK = (1 << 16) - 1;

  /** Small files may compress as well as they like. */
  private static final long RATIO_FREE_BYTES = 32L << 20;

  private final MemberSink sink;
  private final ReadLimits limits;
  private String object = "";
  private long line = 1;
  private long storedBytes;
  private long expandedBytes;
  private long rows;

  ReadTally(MemberSink sink, ReadLimits limits) {
    this.sink = sink;
    this.limits = limits;
  }

  void beginPart(String objectName) {
    object = objectName;
    line = 1;
  }

  void endPart() {
    sink.progress(storedBytes, rows);
  }

  void atLine(long number) {
    line = number;
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
      sink.rejected(object, line, identity.problem());
    } else {
      sink.member(member);
    }
    progress();
  }

  /** Ends a row that could not be read. */
  void rejected(RowProblem problem) {
    count();
    sink.rejected(object, line, problem);
    progress();
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

  ImportStoppedException rowTooLong() {
    return ExportFault.tooLarge(object, line, "a row has more than " + maxRowBytes() + " bytes");
  }
}
