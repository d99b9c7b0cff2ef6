package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.util.Objects;

/**
 * A mail, ready to be sent to anybody: nothing in it depends on the recipient.
 *
 * @param subject one line without control characters, at most {@value Subject#LIMIT} characters
 * @param text the whole mail as plain text
 * @param html the whole mail as one HTML document without anything external
 * @param language the BCP 47 tag of what it is written in
 * @param cohort whose import it reports
 */
public record RenderedMail(
    String subject, String text, String html, String language, CohortKey cohort) {
  public RenderedMail {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(html, "html");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(cohort, "cohort");
  }
}
