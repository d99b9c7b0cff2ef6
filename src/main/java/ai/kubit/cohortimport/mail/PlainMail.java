package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.ImportExecution;

/**
 * A mail in the plainest words, for an import whose mail cannot be written as usual: it uses no
 * template, no translation, no date and no number, so nothing about an import can keep it from
 * going out.
 */
final class PlainMail {
  private static final int TEXT_LIMIT = 2_000;

  private static final String TEXT =
      """
      The import of the cohort %s ended: %s%s.

      %s

      This mail could not be written as usual. Forward it to the engineers who run this import; \
      the history holds everything:
          %s

      Workspace: %s
      Cohort: %s
      Execution: %s

      --
      Kubit Cohort Import
      """;

  private static final String HTML =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>"
          + "<body><p style=\"white-space:pre-wrap\">%s</p></body></html>";

  private PlainMail() {}

  static RenderedMail of(MailFacts facts) {
    ImportExecution execution = facts.execution();
    String outcome = facts.ending().outcome().name();
    String name = CleanText.oneLine(execution.cohortName(), 60);
    String text = text(facts, name, outcome);
    String html = HTML.formatted(escaped(name), escaped(text));
    String subject = CleanText.oneLine(outcome + ": " + name, Subject.LIMIT);
    return new RenderedMail(subject, text, html, "en", execution.cohort());
  }

  private static String text(MailFacts facts, String name, String outcome) {
    ImportExecution execution = facts.execution();
    return TEXT.formatted(
        name,
        outcome,
        facts.ending().reason().map(reason -> " (" + reason + ")").orElse(""),
        CleanText.oneLine(facts.ending().message(), TEXT_LIMIT),
        SuggestedCommands.history(execution.cohort()),
        execution.cohort().workspaceId(),
        execution.cohort().cohortId(),
        CleanText.oneLine(execution.executionId(), TEXT_LIMIT));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
