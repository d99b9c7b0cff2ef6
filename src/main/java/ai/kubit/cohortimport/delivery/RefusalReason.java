package ai.kubit.cohortimport.delivery;

import java.util.Locale;

/**
 * Why Braze refused an object. Braze's texts are sorted into these reasons. Braze gives the same
 * reason as a sentence or as a constant (<a
 * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
 * users"</a>).
 */
public enum RefusalReason {
  EXTERNAL_ID_TOO_LONG("the external id is longer than Braze allows"),
  EXTERNAL_ID_BLOCKED("Braze has blocked this external id"),
  IDENTIFIER_MISSING("Braze found no identifier in the object"),
  IDENTIFIER_AMBIGUOUS("Braze found more than one identifier in the object"),
  ALIAS_INVALID("Braze does not accept this alias"),
  ATTRIBUTE_INVALID("Braze does not accept the attribute's value"),
  TOO_LARGE("the object alone is too large for Braze"),
  REFUSED_ALONE("Braze refused the object without saying why"),
  OTHER("Braze refused the object for another reason");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** The reason in words, for reports and mails. */
  public String text() {
    return text;
  }

  /** The reason that a text of Braze's means. The text itself is not kept. */
  public static RefusalReason of(String brazeText) {
    String text = brazeText.toLowerCase(Locale.ROOT);
    if (text.contains("external_user_id_too_large") || text.contains("must be fewer than")) {
      return EXTERNAL_ID_TOO_LONG;
    }
    if (text.contains("blacklisted") || text.contains("blocklisted")) {
      return EXTERNAL_ID_BLOCKED;
    }
    if (text.contains("only one of")) {
      return IDENTIFIER_AMBIGUOUS;
    }
    if (text.contains("is required")) {
      return IDENTIFIER_MISSING;
    }
    if (text.contains("alias")) {
      return ALIAS_INVALID;
    }
    return text.contains("attribute") ? ATTRIBUTE_INVALID : OTHER;
  }
}
