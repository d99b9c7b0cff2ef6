package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.input.CleanText;
import java.util.Locale;

/**
 * The subject of a mail: a mark of another environment than production, then the outcome, the
 * cohort's name and the headline. What does not fit is cut, from the end.
 */
final class Subject {
  /** In code points. Mail programs show about half of it; none of them chokes on it. */
  static final int LIMIT = 150;

  private static final int NAME_LIMIT = 60;

  private final Messages messages;

  Subject(Messages messages) {
    this.messages = messages;
  }

  String of(String outcome, String headline, MailFacts facts) {
    String name = CleanText.oneLine(facts.execution().cohortName(), NAME_LIMIT);
    String plain =
        headline.isEmpty()
            ? messages.subjectShort(outcome, name)
            : messages.subject(outcome, name, headline);
    return CleanText.oneLine(marks(facts) + plain, LIMIT);
  }

  private String marks(MailFacts facts) {
    String stage = CleanText.oneLine(facts.stage(), NAME_LIMIT);
    return isProduction(stage) ? "" : "[" + stage + "] ";
  }

  private static boolean isProduction(String stage) {
    return stage.isEmpty() || stage.toLowerCase(Locale.ROOT).startsWith("prod");
  }
}
