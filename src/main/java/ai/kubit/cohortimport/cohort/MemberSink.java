package ai.kubit.cohortimport.cohort;

/**
 * Receives what {@link MemberReader} reads, in the order of the rows, on the reader's thread. Each
 * row causes exactly one call of {@link #member} or {@link #rejected}. An exception of an
 * implementation ends the reading and reaches the reader's caller.
 */
public interface MemberSink {

  /** Receives a row that names a member. The same member may come more than once. */
  void member(MemberId member);

  /**
   * Receives a row that names no member.
   *
   * @param objectName the part's key after its last slash
   * @param line the line of the uncompressed part on which the row starts, from 1
   */
  void rejected(String objectName, long line, RowProblem problem);

  /**
   * Called every 65,536 rows and at the end of each part.
   *
   * @param bytesRead stored (not decompressed) bytes read from all parts so far; compare with
   *     {@link CohortExport#bytes()}
   * @param rows rows read so far
   */
  void progress(long bytesRead, long rows);
}
