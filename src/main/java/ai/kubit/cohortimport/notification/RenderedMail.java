package ai.kubit.cohortimport.notification;

import java.util.Objects;

/**
 * A mail, ready to be sent to anybody: nothing in it depends on the recipient.
 *
 * @param subject one line without control characters, at most {@value Subject#LIMIT} characters
 * @param text the whole mail as plain text
 * @param html the whole mail as one HTML document without anything external
 */
public record RenderedMail(String subject, String text, String html) {
  public RenderedMail {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(html, "html");
  }
}
