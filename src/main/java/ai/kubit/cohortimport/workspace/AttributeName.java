package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.input.Characters;
import ai.kubit.cohortimport.input.Field;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a custom attribute may have (Braze, "Custom attributes" and "User attributes object":
 * at most 255 characters, outer spaces are cut off, no leading dollar sign; a profile's own fields
 * are not ours to write).
 */
final class AttributeName {
  static final String DEFAULT = "Kubit cohorts";
  private static final int LONGEST = 255;

  private static final Set<String> RESERVED =
      Set.of(
          "_merge_objects",
          "_update_existing_only",
          "alias_label",
          "alias_name",
          "app_id",
          "attributed_ad",
          "attributed_adgroup",
          "attributed_campaign",
          "attributed_source",
          "bio",
          "braze_id",
          "country",
          "current_location",
          "custom_attributes",
          "date_of_first_session",
          "date_of_last_session",
          "device_id",
          "dob",
          "email",
          "email_click_tracking_disabled",
          "email_open_tracking_disabled",
          "email_subscribe",
          "external_id",
          "facebook",
          "first_name",
          "gender",
          "home_city",
          "image_url",
          "language",
          "last_name",
          "marked_email_as_spam_at",
          "phone",
          "push_subscribe",
          "push_token_import",
          "push_tokens",
          "subscription_groups",
          "time_zone",
          "twitter",
          "user_alias",
          "user_aliases");

  private AttributeName() {}

  static String read(Field field) {
    Optional<String> name = field.text(LONGEST);
    name.flatMap(AttributeName::objection).ifPresent(field::refuse);
    return name.orElse(DEFAULT);
  }

  private static Optional<String> objection(String name) {
    if (Characters.haveOuterSpace(name)) {
      return Optional.of("must not start or end with a space: Braze cuts it off");
    }
    if (name.startsWith("$")) {
      return Optional.of("must not start with $, which Braze refuses");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "must not be a field that every profile in Braze has; choose a custom attribute such as "
              + DEFAULT);
    }
    return Optional.empty();
  }
}
