package ai.kubit.cohortimport.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the mails are from.
 *
 * @param name what a mail program shows in place of the address
 * @param address the From address, which SES has verified
 * @param replyTo who reads the answers; empty where they go to the From address
 */
public record MailSource(String name, String address, String replyTo) {
  private static final String PRODUCT = "Kubit Cohort Import";

  /** RFC 5322's dot-atom on both sides: it needs no quoting, and nothing in it ends a header. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");

  private static final Pattern NAMED = Pattern.compile("\"?([^\"<>]*?)\"?\\s*<([^<>]+)>");

  /** An address that could end a header or name a second recipient is no setting to start with. */
  public MailSource {
    if (!isAddress(address)) {
      throw new IllegalArgumentException(
          "KUBIT_MAIL_FROM must be a plain mail address such as cohorts@example.com, or"
              + " \"Name <cohorts@example.com>\"");
    }
    if (!replyTo.isEmpty() && !isAddress(replyTo)) {
      throw new IllegalArgumentException(
          "KUBIT_MAIL_REPLY_TO must be a plain mail address such as team@example.com");
    }
  }

  /**
   * As the settings have it.
   *
   * @param from {@code name@host}, or {@code Name <name@host>}
   */
  public static MailSource of(String from, Optional<String> replyTo) {
    Matcher named = NAMED.matcher(from.strip());
    boolean hasName = named.matches() && !named.group(1).isBlank();
    return new MailSource(
        hasName ? named.group(1).strip() : PRODUCT,
        named.matches() ? named.group(2).strip() : from.strip(),
        replyTo.map(String::strip).orElse(""));
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  String domain() {
    return address.substring(address.indexOf('@') + 1);
  }
}
