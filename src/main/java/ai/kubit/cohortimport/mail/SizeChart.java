package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.mail.MailView.Bar;
import ai.kubit.cohortimport.mail.MailView.Chart;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.List;

/** The cohort's size over its last executions, one bar each; every bar says its number as well. */
final class SizeChart {
  private static final int BARS = 10;

  private final Messages messages;
  private final ReaderFormat format;

  SizeChart(Messages messages, ReaderFormat format) {
    this.messages = messages;
    this.format = format;
  }

  /** No bars while there are fewer than two: one size is no course. */
  Chart of(MailFacts facts) {
    List<SizePoint> course = facts.course();
    List<SizePoint> shown = course.subList(Math.max(0, course.size() - BARS), course.size());
    long longest = shown.stream().mapToLong(SizePoint::usersImported).max().orElse(0);
    List<Bar> bars =
        shown.size() < 2
            ? List.of()
            : shown.stream().map(point -> bar(point, longest, facts)).toList();
    return new Chart(messages.chartHeading(), messages.chartWhen(), messages.usersImported(), bars);
  }

  private Bar bar(SizePoint point, long longest, MailFacts facts) {
    int percent = percent(point.usersImported(), longest);
    boolean current = point.executionId().equals(facts.execution().executionId());
    return new Bar(
        format.moment(point.finishedAt()),
        format.number(point.usersImported()),
        percent,
        100 - percent,
        point.outcome() == Outcome.COMPLETED ? "" : messages.outcome(point.outcome()),
        current);
  }

  /** Anything but nobody is at least a sliver. */
  private static int percent(long size, long longest) {
    if (size <= 0 || longest <= 0) {
      return 0;
    }
    return (int) Math.max(1, Math.round(100.0 * size / longest));
  }
}
