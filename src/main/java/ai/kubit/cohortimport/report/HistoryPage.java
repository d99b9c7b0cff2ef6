package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.CadenceInWords;
import ai.kubit.cohortimport.mail.MailView.Line;
import ai.kubit.cohortimport.mail.Messages;
import ai.kubit.cohortimport.mail.ReaderFormat;
import ai.kubit.cohortimport.mail.SizePoint;
import ai.kubit.cohortimport.mail.SuggestedCommands;
import ai.kubit.cohortimport.mail.Tone;
import ai.kubit.cohortimport.report.HistoryView.CohortSection;
import ai.kubit.cohortimport.report.HistoryView.Group;
import ai.kubit.cohortimport.report.HistoryView.Latest;
import ai.kubit.cohortimport.report.HistoryView.Moment;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes the history of a workspace as one HTML file, in the reader's language, that needs nothing
 * else: no script, no network. It can be used by keyboard and read by a screen reader. Names no
 * member. Needs the running application, whose build compiles the templates; safe for use by
 * several threads.
 */
@Singleton
public final class HistoryPage {
  /** The largest page takes a small machine longer than the ten seconds that are the default. */
  private static final long PATIENCE_MILLIS = 120_000;

  /** The page; the same facts always give the same page. */
  public String render(HistoryPageFacts facts) {
    return HistoryLayout.history(view(facts))
        .setAttribute(TemplateInstance.TIMEOUT, PATIENCE_MILLIS)
        .setAttribute(TemplateInstance.LOCALE, locale(facts))
        .render();
  }

  private static HistoryView view(HistoryPageFacts facts) {
    Locale locale = locale(facts);
    Messages messages = MessageBundles.get(Messages.class, Localized.Literal.of(tag(facts)));
    ReaderFormat utc = new ReaderFormat(locale, ZoneOffset.UTC);
    List<CohortSection> cohorts =
        facts.cohorts().stream()
            .map(cohort -> section(messages, new ReaderFormat(locale, cohort.zone()), cohort))
            .sorted(Comparator.comparing(CohortSection::needsPerson).reversed())
            .toList();
    return new HistoryView(
        tag(facts),
        messages.pageTitle(facts.workspaceId()),
        messages.pageAsOf(utc.moment(facts.generatedAt()) + " UTC"),
        facts.generatedAt().toString(),
        summary(messages, utc, facts.cohorts()),
        groups(messages, cohorts),
        cohorts);
  }

  private static String tag(HistoryPageFacts facts) {
    return facts.locale().tag();
  }

  private static Locale locale(HistoryPageFacts facts) {
    return Locale.forLanguageTag(tag(facts));
  }

  private static List<Group> groups(Messages messages, List<CohortSection> cohorts) {
    return Stream.of(
            new Group(
                messages.pageNeedsPerson(),
                cohorts.stream().filter(CohortSection::needsPerson).toList()),
            new Group(
                messages.pageOthers(),
                cohorts.stream().filter(cohort -> !cohort.needsPerson()).toList()))
        .filter(group -> !group.cohorts().isEmpty())
        .toList();
  }

  private static List<Line> summary(
      Messages messages, ReaderFormat format, List<CohortHistory> cohorts) {
    List<ImportExecution> all =
        cohorts.stream().map(CohortHistory::executions).flatMap(Collection::stream).toList();
    return List.of(
        new Line(messages.pageCohorts(), format.number(cohorts.size())),
        new Line(messages.pageExecutions(), format.number(all.size())),
        new Line(messages.pageDataPoints(), format.number(dataPoints(all))));
  }

  private static CohortSection section(
      Messages messages, ReaderFormat format, CohortHistory cohort) {
    HistoryRow row = new HistoryRow(messages, format, cohort.active());
    List<ImportExecution> newestFirst =
        cohort.executions().stream()
            .sorted(Comparator.comparing(HistoryPage::startedAt).reversed())
            .toList();
    return new CohortSection(
        "cohort-" + cohort.cohort().cohortId(),
        NeedsPerson.isTrueOf(cohort),
        latest(messages, row, cohort),
        CleanText.oneLine(cohort.name()),
        cohort.cohort().cohortId(),
        messages.state(cohort.state()),
        cohort
            .cadence()
            .map(cadence -> new CadenceInWords(messages, format).of(cadence, cohort.zone()))
            .orElseGet(messages::scheduleUnusable),
        cohort.zone().getId(),
        cohort.nextRuns().stream().map(at -> moment(format, at)).toList(),
        format.number(dataPoints(newestFirst)),
        new SizeCurve(messages, format).of(course(newestFirst)),
        newestFirst.stream().map(row::of).toList(),
        cohort.older() ? SuggestedCommands.history(cohort.cohort()) : "");
  }

  /** The last outcome in a few words; a schedule that cannot be used is worse than any. */
  private static Latest latest(Messages messages, HistoryRow row, CohortHistory cohort) {
    if (cohort.cadence().isEmpty()) {
      return new Latest("bad", Tone.BAD.mark(), messages.scheduleUnusable());
    }
    return NeedsPerson.latest(cohort)
        .map(row::of)
        .map(
            last ->
                new Latest(
                    last.tone(),
                    last.mark(),
                    (last.headline().isEmpty()
                            ? last.outcome()
                            : messages.title(last.outcome(), last.headline()))
                        + ", "
                        + last.when().text()))
        .orElseGet(() -> new Latest("calm", "–", messages.pageNeverImported()));
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
        .mapToLong(Counts.ImportEffort::dataPoints)
        .sum();
  }

  static Moment moment(ReaderFormat format, Instant at) {
    return new Moment(format.moment(at), at.toString());
  }
}
