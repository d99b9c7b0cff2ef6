package ai.kubit.cohortimport.guard;

import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportLimits;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges the totals of a plan before anything of it is sent. An export that is empty, has shrunk or
 * has grown beyond belief is more likely broken than true, and acting on it would take a whole
 * campaign's audience away or cost a data point for each of its rows; a person can confirm it.
 *
 * <pre>
 * the export names nobody                                    asks GUARD_EMPTY
 * many times the members, and very many additions            asks GUARD_GROWTH
 * many rows unreadable, or more without identity than usual  holds the removals
 * many removals                                              asks GUARD_REMOVALS
 * </pre>
 */
public final class ImportGuard {
  /** Below so many members a share says nothing: only everyone, or most beside bad rows, does. */
  static final int MEMBERS_WORTH_A_SHARE = 100;

  /** Up to so many additions cost too little to ask about. */
  static final int ADDITIONS_WORTH_A_QUESTION = 10_000;

  private ImportGuard() {}

  /**
   * What the guard looks at.
   *
   * @param believedMembers members we believe Braze holds for the cohort, certain or maybe
   * @param largestLately the largest number of them lately, see {@link RecentSizes}
   * @param exportMembers distinct members in the export
   * @param leavers members of {@code believedMembers} that the export does not name
   * @param additions values that would be added
   * @param rowsRead rows in the export
   * @param unreadableRows rows too broken to tell whom they name
   * @param rowsWithoutIdentity rows that name nobody whom Braze could know
   */
  public record GuardTotals(
      long believedMembers,
      long largestLately,
      long exportMembers,
      long leavers,
      long additions,
      long rowsRead,
      long unreadableRows,
      long rowsWithoutIdentity) {

    /** Who would be gone of the largest size: those who leave now, and those who left lately. */
    public long gone() {
      return leavers + largestLately - believedMembers;
    }

    private boolean hasUnusableRows() {
      return unreadableRows + rowsWithoutIdentity > 0;
    }
  }

  /**
   * What the schedule allows, what is usual, and what a person allowed.
   *
   * @param ofSchedule what the schedule allows
   * @param usualRows what the last import found; absent where none is known
   * @param exportFingerprint the export that is judged
   * @param confirmation what a person confirmed for this execution
   */
  public record Limits(
      ImportLimits ofSchedule,
      Optional<UsualRows> usualRows,
      String exportFingerprint,
      Optional<Confirmation> confirmation) {}

  /**
   * The decision, kept in the execution.
   *
   * @param refused why nothing may be sent; empty when the plan may be delivered
   * @param removalsHeld whether removals are held back while adds go
   * @param message for the recipient; empty where there is nothing to say
   * @param totals what it was given on; absent where nothing was judged
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

    /** A decision on nothing that was counted. */
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
