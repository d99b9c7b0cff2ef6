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
 * Takes the rows of an export: members go to the scratch space, rejected rows to the counts and the
 * report.
 */
final class ExportIntake implements MemberSink, AutoCloseable {

  /**
   * How many rows were taken: {@code read = rejected + members}, {@code rejected = unreadable +
   * withoutIdentity}.
   *
   * @param unreadable rejected rows that could not be read, so that nobody knows whom they name
   * @param withoutIdentity rejected rows that could be read but hold no usable identity: it is
   *     blank, a word for "no value", too long, half of an alias, or has a control character
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
   * Creates an intake that has taken no row.
   *
   * @param goOn called at each progress; it may throw to end the reading
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
