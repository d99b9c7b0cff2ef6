package ai.kubit.cohortimport.guard;

import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportLimits;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges the totals of a plan before anything is sent. An export that is empty, or that shrank or
 * grew very much, is probably broken. To deliver it could remove the whole audience of a campaign,
 * or cost a data point for each row. A person can confirm such an export, except that removals held
 * because of bad rows cannot be confirmed. The rules are tried in this order. The project's page
 * "Reference", chapter "The guard", says them to users.
 *
 * <pre>
 * the export names nobody                                    asks GUARD_EMPTY
 * many times the members, and very many additions            asks GUARD_GROWTH
 * many rows unreadable, or more without identity than usual  holds the removals
 * many removals                                              asks GUARD_REMOVALS
 * </pre>
 */
public final class ImportGuard {
  /**
   * In a smaller cohort a percentage says little. There the guard asks only if everyone would be
   * removed, or more than half while some rows are unusable.
   */
  static final int MEMBERS_WORTH_A_SHARE = 100;

  /** The guard never asks about so few additions: they cost too little. */
  static final int ADDITIONS_WORTH_A_QUESTION = 10_000;

  private ImportGuard() {}

  /**
   * The numbers that the guard judges.
   *
   * @param members members of the cohort, before and in the export
   * @param rows rows of the export
   */
  public record GuardTotals(GuardMembers members, GuardRows rows) {

    public long believedMembers() {
      return members.believed();
    }

    public long largestLately() {
      return members.largestLately();
    }

    public long exportMembers() {
      return members.exported();
    }

    public long leavers() {
      return members.leavers();
    }

    public long additions() {
      return members.additions();
    }

    public long rowsRead() {
      return rows.read();
    }

    public long unreadableRows() {
      return rows.unreadable();
    }

    public long rowsWithoutIdentity() {
      return rows.withoutIdentity();
    }

    /**
     * How many of the largest recent size would be gone: those who leave now, and those who left
     * before within the window.
     */
    public long gone() {
      return leavers() + largestLately() - believedMembers();
    }

    private boolean hasUnusableRows() {
      return unreadableRows() + rowsWithoutIdentity() > 0;
    }
  }

  /**
   * Members of the cohort.
   *
   * @param believed members of the membership: Braze holds them, or may hold them
   * @param largestLately the cohort's largest size within {@link RecentSizes#WINDOW}, at least
   *     {@code believed}
   * @param exported distinct members in the export
   * @param leavers members of {@code believed} that the export does not name
   * @param additions additions in the plan
   */
  public record GuardMembers(
      long believed, long largestLately, long exported, long leavers, long additions) {}

  /**
   * Rows of the export.
   *
   * @param read rows in the export
   * @param unreadable rows that could not be read, so that nobody knows whom they name
   * @param withoutIdentity rows that could be read, but hold no usable identity
   */
  public record GuardRows(long read, long unreadable, long withoutIdentity) {}

  /**
   * What a plan may do: the schedule's limits, what is usual for the cohort, and what a person
   * confirmed.
   *
   * @param ofSchedule the schedule's limits
   * @param usualRows what the last import found; empty if no import has recorded it
   * @param exportFingerprint the export that the plan was made from
   * @param confirmation what a person confirmed for this execution; empty if nothing
   */
  public record Limits(
      ImportLimits ofSchedule,
      Optional<UsualRows> usualRows,
      String exportFingerprint,
      Optional<Confirmation> confirmation) {}

  /**
   * The guard's decision. It is stored in the execution.
   *
   * @param refused why nothing may be sent; empty if the plan may be delivered
   * @param removalsHeld whether removals are held back while additions are sent
   * @param message for the recipient; the empty string if there is nothing to say
   * @param totals the numbers that were judged; empty if nothing was judged
   */
  public record Decision(
      Optional<Reason> refused,
      boolean removalsHeld,
      String message,
      Optional<GuardTotals> totals) {
    public static final Decision ALLOWED = new Decision(Optional.empty(), false, "");

    public Decision {
      Objects.requireNonNull(refused, "refused");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(totals, "totals");
    }

    /** A decision without numbers. */
    public Decision(Optional<Reason> refused, boolean removalsHeld, String message) {
      this(refused, removalsHeld, message, Optional.empty());
    }
  }

  public static Decision judge(GuardTotals totals, Limits limits) {
    Optional<Decision> decision =
        isEmptied(totals)
            ? asked(Reason.GUARD_EMPTY, totals, limits)
            : asked(Reason.GUARD_GROWTH, totals, limits)
                .or(() -> held(totals, limits))
                .or(() -> asked(Reason.GUARD_REMOVALS, totals, limits));
    return decision.orElseGet(() -> new Decision(Optional.empty(), false, "", Optional.of(totals)));
  }

  private static boolean isEmptied(GuardTotals totals) {
    return totals.exportMembers() == 0 && totals.leavers() > 0;
  }

  private static Optional<Decision> asked(Reason question, GuardTotals totals, Limits limits) {
    if (!arises(question, totals, limits) || isConfirmed(question, totals, limits)) {
      return Optional.empty();
    }
    boolean both = question == Reason.GUARD_GROWTH && arises(Reason.GUARD_REMOVALS, totals, limits);
    Reason graver = both ? Reason.GUARD_REMOVALS : question;
    String sentences =
        both
            ? GuardSentences.removals(totals, limits) + " " + GuardSentences.growth(totals, limits)
            : GuardSentences.of(question, totals, limits);
    return Optional.of(
        new Decision(
            Optional.of(graver),
            false,
            sentences + " Nothing was sent." + GuardSentences.unconfirmed(graver, limits),
            Optional.of(totals)));
  }

  private static boolean arises(Reason question, GuardTotals totals, Limits limits) {
    return switch (question) {
      case GUARD_EMPTY -> isEmptied(totals);
      case GUARD_GROWTH -> grewTooMuch(totals, limits);
      case GUARD_REMOVALS -> tooManyRemovals(totals, limits);
      default -> throw new IllegalArgumentException("no question of the guard: " + question);
    };
  }

  private static boolean isConfirmed(Reason question, GuardTotals totals, Limits limits) {
    long amount = question == Reason.GUARD_GROWTH ? totals.additions() : totals.leavers();
    return limits
        .confirmation()
        .filter(given -> given.exportFingerprint().equals(limits.exportFingerprint()))
        .filter(given -> given.isAbout(question) && amount <= given.upTo(question))
        .isPresent();
  }

  private static Optional<Decision> held(GuardTotals totals, Limits limits) {
    if (totals.leavers() == 0) {
      return Optional.empty();
    }
    if (tooManyUnreadable(totals, limits)) {
      return Optional.of(held(GuardSentences.unreadable(totals, limits), totals));
    }
    return lostIdentities(totals, limits)
        ? Optional.of(held(GuardSentences.withoutIdentity(totals, limits), totals))
        : Optional.empty();
  }

  private static Decision held(String message, GuardTotals totals) {
    return new Decision(Optional.empty(), true, message, Optional.of(totals));
  }

  private static boolean tooManyUnreadable(GuardTotals totals, Limits limits) {
    return totals.unreadableRows() * 100
        > totals.rowsRead() * limits.ofSchedule().maxUnreadablePercent();
  }

  private static boolean lostIdentities(GuardTotals totals, Limits limits) {
    return limits
        .usualRows()
        .filter(
            usual ->
                usual.isExceededBy(
                    totals.rowsRead(),
                    totals.rowsWithoutIdentity(),
                    limits.ofSchedule().maxUnreadablePercent()))
        .isPresent();
  }

  private static boolean tooManyRemovals(GuardTotals totals, Limits limits) {
    if (totals.leavers() == 0) {
      return false;
    }
    if (totals.largestLately() >= MEMBERS_WORTH_A_SHARE) {
      return totals.gone() * 100 > totals.largestLately() * limits.ofSchedule().maxRemovalPercent();
    }
    return totals.leavers() == totals.believedMembers()
        || (totals.hasUnusableRows() && totals.gone() * 2 > totals.largestLately());
  }

  private static boolean grewTooMuch(GuardTotals totals, Limits limits) {
    return totals.largestLately() >= MEMBERS_WORTH_A_SHARE
        && totals.additions() > ADDITIONS_WORTH_A_QUESTION
        && totals.exportMembers() > totals.largestLately() * limits.ofSchedule().maxGrowthFactor();
  }
}
