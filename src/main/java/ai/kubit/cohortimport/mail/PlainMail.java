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

  private PlainMail() {}

  static RenderedMail of(MailFacts facts) {
    ImportExecution execution = facts.execution();
    String outcome = facts.ending().outcome().name();
    String name = CleanText.oneLine(execution.cohortName(), 60);
    String text =
        "The import of the cohort "
            + name
            + " ended: "
            + outcome
            + facts.ending().reason().map(reason -> " (" + reason + ")").orElse("")
            + ".\n\n"
            + CleanText.oneLine(facts.ending().message(), TEXT_LIMIT)
            + "\n\n"
            + "This mail could not be written as usual. Forward it to the engineers who run this"
            + " import; the history holds everything:\n"
            + "    "
            + ImportCommands.history(execution.cohort())
            + "\n\nWorkspace: "
            + execution.cohort().workspaceId()
            + "\nCohort: "
            + execution.cohort().cohortId()
            + "\nExecution: "
            + CleanText.oneLine(execution.executionId(), TEXT_LIMIT)
            + "\n\n--\nKubit Cohort Import\n";
    return new RenderedMail(
        CleanText.oneLine(outcome + ": " + name, Subject.LIMIT),
        text,
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
            + escaped(name)
            + "</title></head><body><p style=\"white-space:pre-wrap\">"
            + escaped(text)
            + "</p></body></html>",
        "en",
        execution.cohort());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
