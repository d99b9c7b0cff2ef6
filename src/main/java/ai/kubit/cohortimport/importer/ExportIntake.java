package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.cohort.CohortExport;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.cohort.MemberSink;
import ai.kubit.cohortimport.cohort.RowProblem;
import ai.kubit.cohortimport.membership.MemberScratch;
import ai.kubit.cohortimport.storage.ReportFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes an export row by row: members to the scratch space, bad rows to the count and the report.
 */
final class ExportIntake implements MemberSink, AutoCloseable {

  /**
   * What was taken: {@code read = rejected + members}, {@code rejected = unreadable +
   * withoutIdentity}.
   *
   * @param unreadable rejected rows that could not be read, so that they might have named anybody
   * @param withoutIdentity rejected rows that were read and name nobody whom Braze could know:
   *     blank, a word for "no value", too long, half an alias, with a control character
   */
  record RowCounts(
      long read,
      long rejected,
      long unreadable,
      long withoutIdentity,
      Map<String, Long> rejectedByReason) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, Map.of());
  }

  private final CohortExport export;
  private final MemberScratch members;
  private final ReportFile report;
  private final ImportProgress progress;
  private final Runnable goOn;
  private final Map<RowProblem, Long> problems = new EnumMap<>(RowProblem.class);

  /**
   * An intake that has taken nothing yet.
   *
   * @param goOn throws to end the reading; called as often as there is progress
   */
  ExportIntake(
      CohortExport export,
      MemberScratch members,
      Path directory,
      ImportProgress progress,
      Runnable goOn) {
    this.export = export;
    this.members = members;
    this.report = new ReportFile(directory, List.of("object", "line", "reason"));
    this.progress = progress;
    this.goOn = goOn;
  }

  @Override
  public void member(MemberId member) {
    members.add(member);
  }

  @Override
  public void rejected(String objectName, long line, RowProblem problem) {
    problems.merge(problem, 1L, Long::sum);
    report.add(objectName, Long.toString(line), problem.toString());
  }

  @Override
  public void progress(long bytesRead, long rows) {
    progress.reading(bytesRead, export.bytes(), rows);
    goOn.run();
  }

  RowCounts rows() {
    long rejected = 0;
    long unreadable = 0;
    Map<String, Long> byReason = new TreeMap<>();
    for (Map.Entry<RowProblem, Long> entry : problems.entrySet()) {
      rejected += entry.getValue();
      unreadable += entry.getKey().structural() ? entry.getValue() : 0;
      byReason.put(entry.getKey().name(), entry.getValue());
    }
    return new RowCounts(
        members.members() + rejected, rejected, unreadable, rejected - unreadable, byReason);
  }

  Optional<Path> report() {
    return report.finish();
  }

  @Override
  public void close() {
    report.close();
  }
}
