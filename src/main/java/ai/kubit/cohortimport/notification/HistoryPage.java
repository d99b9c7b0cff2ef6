package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.Counts;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.notification.HistoryView.CohortSection;
import ai.kubit.cohortimport.notification.HistoryView.Moment;
import ai.kubit.cohortimport.notification.MailView.Line;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes the history of a workspace as one HTML file in English that needs nothing else: no script,
 * no network. It can be used by keyboard and read by a screen reader. Names no member. Needs the
 * running application, whose build compiles the templates; safe for use by several threads.
 */
public final class HistoryPage {
  /** The largest page takes a small machine longer than the ten seconds that are the default. */
  private static final long PATIENCE_MILLIS = 120_000;

  /** The page; the same facts always give the same page. */
  public String render(HistoryPageFacts facts) {
    return Layouts.history(view(facts))
        .setAttribute(TemplateInstance.TIMEOUT, PATIENCE_MILLIS)
        .render();
  }

  private static HistoryView view(HistoryPageFacts facts) {
    ReaderFormat utc = new ReaderFormat(Locale.ENGLISH, ZoneOffset.UTC);
    return new HistoryView(
        facts.workspaceId(),
        moment(utc, facts.generatedAt()),
        summary(utc, facts.cohorts()),
        facts.cohorts().stream().map(HistoryPage::section).toList());
  }

  private static List<Line> summary(ReaderFormat format, List<CohortHistory> cohorts) {
    List<ImportExecution> all =
        cohorts.stream().map(CohortHistory::executions).flatMap(Collection::stream).toList();
    return List.of(
        new Line("Cohorts", format.number(cohorts.size())),
        new Line("Executions shown", format.number(all.size())),
        new Line("Data points spent by them (estimate)", format.number(dataPoints(all))));
  }

  private static CohortSection section(CohortHistory cohort) {
    ReaderFormat format = new ReaderFormat(Locale.ENGLISH, cohort.zone());
    HistoryRow row =
        new HistoryRow(
            MessageBundles.get(Messages.class, Localized.Literal.of("en")),
            format,
            cohort.active());
    List<ImportExecution> newestFirst =
        cohort.executions().stream()
            .sorted(Comparator.comparing(HistoryPage::startedAt).reversed())
            .toList();
    return new CohortSection(
        "cohort-" + cohort.cohort().cohortId(),
        CleanText.oneLine(cohort.name()),
        cohort.cohort().cohortId(),
        state(cohort.state()),
        CleanText.oneLine(cohort.cadence()),
        cohort.zone().getId(),
        cohort.nextRuns().stream().map(at -> moment(format, at)).toList(),
        format.number(dataPoints(newestFirst)),
        new SizeCurve(format).of(course(newestFirst)),
        newestFirst.stream().map(row::of).toList(),
        cohort.older() ? ImportCommands.history(cohort.cohort()) : "");
  }

  private static String state(ScheduleState state) {
    return switch (state) {
      case LIVE -> "Live";
      case PAUSED -> "Paused";
      case FINISHED -> "Finished";
      case CANCELLED -> "Cancelled";
    };
  }

  private static List<SizePoint> course(List<ImportExecution> executions) {
    return executions.stream()
        .flatMap(execution -> SizePoint.of(execution).stream())
        .sorted(Comparator.comparing(SizePoint::finishedAt))
        .toList();
  }

  private static Instant startedAt(ImportExecution execution) {
    return execution.origin().startedAt();
  }

  private static long dataPoints(List<ImportExecution> executions) {
    return executions.stream()
        .map(ImportExecution::counts)
        .map(Counts::effort)
        .mapToLong(Counts.Effort::dataPoints)
        .sum();
  }

  static Moment moment(ReaderFormat format, Instant at) {
    return new Moment(format.plainMoment(at), at.toString());
  }
}
