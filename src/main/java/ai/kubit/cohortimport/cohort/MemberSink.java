package ai.kubit.cohortimport.cohort;

/**
 * Takes what {@link MemberReader} reads, in the order of the rows, on the reader's thread. Every
 * row leads to exactly one call of {@link #member} or {@link #rejected}. Whatever an implementation
 * throws ends the reading and reaches the reader's caller.
 */
public interface MemberSink {

  /** A row that names a member; the same member may come again. */
  void member(MemberId member);

  /**
   * A row that names none.
   *
   * @param objectName the part's key after its last slash
   * @param line where the row starts in the uncompressed part; the first line is 1
   */
  void rejected(String objectName, long line, RowProblem problem);

  /**
   * Comes every 65,536 rows and at the end of every part.
   *
   * @param bytesRead stored bytes taken from all parts so far; comparable with {@link
   *     CohortExport#bytes()}
   * @param rows rows so far
   */
  void progress(long bytesRead, long rows);
}
