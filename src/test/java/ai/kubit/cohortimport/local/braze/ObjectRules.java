package ai.kubit.cohortimport.local.braze;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides which objects of a request Braze refuses, with Braze's own texts where they are known.
 * The limits are those of <a
 * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
 * users"</a>, and <a
 * href="https://www.braze.com/docs/api/objects_filters/user_alias_object/">Braze, "User alias
 * object"</a>.
 */
final class ObjectRules {
  private static final int EXTERNAL_ID_BYTES = 987;
  private static final int ALIAS_BYTES = 236;

  private final Set<String> blockedIds = new HashSet<>();
  private final Set<String> blockedAttributes = new HashSet<>();

  void block(String externalId) {
    blockedIds.add(externalId);
  }

  void blockAttribute(String attribute) {
    blockedAttributes.add(attribute);
  }

  boolean dropsAttribute(String attribute) {
    return !blockedAttributes.isEmpty() && blockedAttributes.contains(attribute);
  }

  /**
   * Why the object is refused; null if it is not. The texts about aliases and types are assumed.
   */
  String refusal(TrackObject object) {
    if (object.malformed != null) {
      return object.malformed;
    }
    int identifiers = object.identifiers();
    if (identifiers > 1) {
      return "You must specify only one of 'external_id', 'user_alias' or 'braze_id'";
    }
    if (identifiers == 0 && object.contact == null) {
      return "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
    }
    if (object.externalId != null) {
      return refusal(object.externalId);
    }
    return object.alias == null ? null : refusal(object.alias);
  }

  private String refusal(String externalId) {
    if (externalId.isEmpty()) {
      return "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
    }
    if (longerThan(EXTERNAL_ID_BYTES, externalId)) {
      return "'external_id' must be fewer than 988 bytes";
    }
    return !blockedIds.isEmpty() && blockedIds.contains(externalId)
        ? "provided external_id is blacklisted and disallowed"
        : null;
  }

  private static String refusal(ProfileAlias alias) {
    boolean valid = fits(alias.name()) && fits(alias.label());
    return valid ? null : "'user_alias' needs an alias_name and an alias_label of 1 to 236 bytes";
  }

  private static boolean fits(String text) {
    return text != null && !text.isEmpty() && !longerThan(ALIAS_BYTES, text);
  }

  /**
   * Whether the text is longer than this in UTF-8. A {@code char} takes at most three bytes, so
   * most texts need not be encoded.
   */
  private static boolean longerThan(int bytes, String text) {
    return text.length() * 3 > bytes && text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }
}
