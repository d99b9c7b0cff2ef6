package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.verification.MatchEstimate;
import ai.kubit.cohortimport.verification.Verification;
import ai.kubit.cohortimport.verification.Verification.LookedUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a look at Braze found, in words. */
final class VerificationText {
  private VerificationText() {}

  /** How many exist and hold the cohort's name, and what that means. */
  static List<String> of(Verification verification) {
    List<String> lines = new ArrayList<>();
    lines.add("in Braze: " + share(verification));
    lines.add("  " + meaning(verification));
    if (!verification.message().isEmpty()) {
      lines.add("  " + verification.message());
    }
    return lines;
  }

  private static String share(Verification verification) {
    LookedUp counts = verification.lookedUp();
    return verification.estimate().map(found -> share(counts, found)).orElse("not known");
  }

  private static String share(LookedUp counts, MatchEstimate estimate) {
    String exist =
        words(
            "of %,d members looked up, %,d exist (%.1f %%",
            counts.looked(), counts.found(), estimate.percent());
    return estimate.isExact()
        ? exist + ")"
        : exist + words(", %.1f to %.1f)", estimate.low(), estimate.high());
  }

  private static String meaning(Verification verification) {
    LookedUp counts = verification.lookedUp();
    return switch (verification.diagnosis()) {
      case AGREES -> "Of those looked up, all who exist are in the cohort, and nobody who left is.";
      case EXISTENCE_ONLY -> "Whether they are in the cohort was not asked.";
      case EXTERNAL_IDS_UNKNOWN ->
          "Braze does not know most of the external ids: compare one of them with a user in Braze.";
      case ALIASES_UNKNOWN ->
          "Braze does not know most of the aliases: compare name and label of one with Braze.";
      case DEVICES_UNKNOWN -> "Braze does not know most of the devices.";
      case NOBODY_HOLDS_IT ->
          "None of them is in the cohort: in Braze, the attribute is blocked, is no array, or has"
              + " another name.";
      case ARRAYS_FULL ->
          words(
              "%,d of them are not in the cohort, and most of these have 25 values or more: raise the"
                  + " attribute's maximum in Braze, or have old cohorts removed.",
              counts.lacks());
      case SOME_LACK_IT ->
          words(
              "%,d of them are not in the cohort: Braze is late, or another program writes the"
                  + " attribute.",
              counts.lacks());
      case LEAVERS_HOLD_IT ->
          words(
              "Of those looked up, all who exist are in the cohort, but %,d who left are in it, too.",
              counts.leaversHold());
      case NOTHING_SEEN -> "Nobody could be looked up.";
    };
  }

  private static String words(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
