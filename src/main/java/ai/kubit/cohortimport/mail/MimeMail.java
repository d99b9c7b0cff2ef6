package ai.kubit.cohortimport.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A mail as it travels (RFC 5322, MIME): the text and the HTML as alternatives, both in base64, so
 * that no line is too long, none begins with a dot, and no byte is above 127. Date and Message-ID
 * are SES's own.
 */
final class MimeMail {
  private static final String CRLF = "\r\n";

  /** Base64 has neither of its signs "_" and "-", so no line of a part can be it. */
  private static final String BOUNDARY = "=_kubit-cohort-import";

  private final MailSource source;

  MimeMail(MailSource source) {
    this.source = source;
  }

  /**
   * The bytes of a mail to one recipient.
   *
   * @param recipient an address for which {@link MailSource#isAddress} holds
   */
  byte[] of(String recipient, RenderedMail mail) {
    String message =
        head(recipient, mail)
            + CRLF
            + part("text/plain", mail.text())
            + part("text/html", mail.html())
            + "--"
            + BOUNDARY
            + "--"
            + CRLF;
    return message.getBytes(StandardCharsets.US_ASCII);
  }

  /** No out-of-office note answers it (RFC 3834), and a filter finds a cohort's mails. */
  private MailHeaders head(String recipient, RenderedMail mail) {
    MailHeaders head =
        new MailHeaders()
            .withAddress("From", source.name(), source.address())
            .with("To", recipient);
    if (!source.replyTo().isEmpty()) {
      head.with("Reply-To", source.replyTo());
    }
    head.withText("Subject", mail.subject())
        .with("MIME-Version", "1.0")
        .with("Auto-Submitted", "auto-generated")
        .with("X-Auto-Response-Suppress", "All")
        .with("List-Id", "<" + listId(mail) + ">");
    if (!source.replyTo().isEmpty()) {
      head.with(
          "List-Unsubscribe",
          "<mailto:%s?subject=unsubscribe%%20%s%%2F%s>"
              .formatted(
                  source.replyTo().replace("%", "%25"),
                  mail.cohort().workspaceId(),
                  mail.cohort().cohortId()));
    }
    return head.with("Content-Language", mail.language())
        .with("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");
  }

  /** RFC 2919: labels and dots; a dot within an id would begin another label, perhaps an empty. */
  private String listId(RenderedMail mail) {
    return label(mail.cohort().cohortId())
        + "."
        + label(mail.cohort().workspaceId())
        + ".cohort-import."
        + source.domain();
  }

  private static String label(String id) {
    return id.replace('.', '-');
  }

  private static String part(String type, String content) {
    return "--"
        + BOUNDARY
        + CRLF
        + "Content-Type: "
        + type
        + "; charset=UTF-8"
        + CRLF
        + "Content-Transfer-Encoding: base64"
        + CRLF
        + CRLF
        + Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
        + CRLF;
  }
}
