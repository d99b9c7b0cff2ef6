package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.mail.MailView;
import java.util.List;

/**
 * What the template of the history page lays out: every text is written already.
 *
 * @param groups the first list
 * @param summary figures of the whole workspace
 */
public record HistoryView(
    String lang,
    String title,
    String asOf,
    String generatedIso,
    List<MailView.Line> summary,
    List<Group> groups,
    List<CohortSection> cohorts) {

  /** Cohorts of the first list, those that need a person apart. */
  record Group(String heading, List<CohortSection> cohorts) {}

  /** A time as people read it, and as programs do. */
  record Moment(String text, String iso) {}

  /**
   * One cohort.
   *
   * @param needsPerson whether nothing gets better before a person acts
   * @param latest how its last import ended, for the first list
   * @param anchor the section's id in the document
   * @param olderCommand what shows the executions that are left out; empty where none are
   */
  record CohortSection(
      String anchor,
      boolean needsPerson,
      Latest latest,
      String name,
      String cohortId,
      String state,
      String cadence,
      String zone,
      List<Moment> nextRuns,
      String dataPoints,
      Curve curve,
      List<ExecutionLine> rows,
      String olderCommand) {}

  /** How the last import ended; words only where there was none. */
  record Latest(String tone, String mark, String text) {}

  /** One execution. */
  record ExecutionLine(
      Moment when,
      String trigger,
      String tone,
      String mark,
      String outcome,
      String headline,
      String added,
      String removed,
      String accepted,
      String undelivered,
      String rejected,
      String size,
      String dataPoints,
      String executionId) {}

  /**
   * The size over time.
   *
   * @param description the same in words
   * @param line the corners of the line, as SVG wants them
   * @param area the corners of what lies between the line and zero
   * @param top where the largest size is
   * @param bottom where zero is
   */
  record Curve(
      String description,
      String line,
      String area,
      String legend,
      int width,
      int height,
      int top,
      int bottom,
      List<Dot> dots) {
    static final Curve NONE = new Curve("", "", "", "", 0, 0, 0, 0, List.of());
  }

  /** One execution's size on the curve. */
  record Dot(String x, String y, String label, boolean completed) {}
}
