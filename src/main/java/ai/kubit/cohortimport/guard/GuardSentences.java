package ai.kubit.cohortimport.guard;

import ai.kubit.cohortimport.guard.ImportGuard.GuardTotals;
import ai.kubit.cohortimport.guard.ImportGuard.Limits;
import ai.kubit.cohortimport.outcome.Reason;

/**
 * The guard's messages about a plan, in English, for the recipients of a mail and for the history.
 */
final class GuardSentences {
  private GuardSentences() {}

  static String of(Reason question, GuardTotals totals, Limits limits) {
    return switch (question) {
      case GUARD_EMPTY -> empty(totals);
      case GUARD_GROWTH -> growth(totals, limits);
      default -> removals(totals, limits);
    };
  }

  /** Says so first if every row was rejected, because then the rows are probably the fault. */
  private static String empty(GuardTotals totals) {
    String holds =
        "names nobody, while the cohort had %,d members until now."
            .formatted(totals.believedMembers());
    return totals.rowsRead() == 0
        ? "The export " + holds
        : "All %,d rows of the export were rejected; the report lists them by line. So the export "
                .formatted(totals.rowsRead())
            + holds;
  }

  static String removals(GuardTotals totals, Limits limits) {
    String now =
        "The export would remove %,d of %,d members"
            .formatted(totals.leavers(), totals.believedMembers());
    if (totals.largestLately() < ImportGuard.MEMBERS_WORTH_A_SHARE) {
      return totals.leavers() == totals.believedMembers()
          ? now + ", which is everyone."
          : now
              + ", which is more than half, while %,d of its %,d rows name nobody."
                  .formatted(
                      totals.unreadableRows() + totals.rowsWithoutIdentity(), totals.rowsRead());
    }
    if (totals.gone() == totals.leavers()) {
      return now + ", which is more than %d %%.".formatted(limits.ofSchedule().maxRemovalPercent());
    }
    return now
        + (". Together with those who were removed within the last %d hours, %,d of %,d would be gone, which is"
                + " more than %d %%.")
            .formatted(
                RecentSizes.WINDOW.toHours(),
                totals.gone(),
                totals.largestLately(),
                limits.ofSchedule().maxRemovalPercent());
  }

  static String growth(GuardTotals totals, Limits limits) {
    return ("The export names %,d members, which is more than %d times as many as the cohort had"
            + " lately (%,d); %,d would be added.")
        .formatted(
            totals.exportMembers(),
            limits.ofSchedule().maxGrowthFactor(),
            totals.largestLately(),
            totals.additions());
  }

  static String unreadable(GuardTotals totals, Limits limits) {
    return ("%,d of %,d rows could not be read, which is more than %d %%. Users who are missing"
            + " from the rest may be in these rows, so nobody was removed.")
        .formatted(
            totals.unreadableRows(), totals.rowsRead(), limits.ofSchedule().maxUnreadablePercent());
  }

  static String withoutIdentity(GuardTotals totals, Limits limits) {
    UsualRows usual = limits.usualRows().orElseThrow();
    return ("%,d of %,d rows hold no usable identity, after %,d of %,d in the import before. Users"
            + " whose rows lost their ids look like users who left, so nobody was removed. If such"
            + " rows are right, set the schedule's maxUnreadablePercent to %d for one import.")
        .formatted(
            totals.rowsWithoutIdentity(),
            totals.rowsRead(),
            usual.withoutIdentity(),
            usual.read(),
            usual.percentThatAllows(totals.rowsRead(), totals.rowsWithoutIdentity()));
  }

  /** Why the given confirmation does not cover this plan; empty if there is none. */
  static String unconfirmed(Reason question, Limits limits) {
    if (limits.confirmation().isEmpty()) {
      return "";
    }
    Confirmation given = limits.confirmation().get();
    if (!given.exportFingerprint().equals(limits.exportFingerprint())) {
      return " The export has changed since you confirmed: look at the new numbers, then confirm"
          + " again.";
    }
    return given.isAbout(question)
        ? " That is more than you confirmed (%,d): look at the new numbers, then confirm again."
            .formatted(question == Reason.GUARD_GROWTH ? given.additions() : given.removals())
        : " What you confirmed was something else: look at the new numbers, then confirm again.";
  }
}
