package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.outcome.Reason;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges the totals of a plan before anything of it is sent. An export that is empty or has shrunk
 * beyond belief is more likely broken than true, and acting on it would take a whole campaign's
 * audience away; a person can confirm it.
 */
public final class RemovalGuard {
  /** Below so many members a share says nothing. */
  static final int MEMBERS_WORTH_A_SHARE = 100;

  private RemovalGuard() {}

  /**
   * What the guard looks at.
   *
   * @param believedMembers members we believe Braze holds for the cohort, certain or maybe
   * @param exportMembers distinct members in the export
   * @param leavers members of {@code believedMembers} that the export does not name
   * @param rowsRead rows in the export
   * @param unreadableRows rows too broken to tell whom they name
   */
  public record Totals(
      long believedMembers, long exportMembers, long leavers, long rowsRead, long unreadableRows) {}

  /**
   * What a person allowed.
   *
   * @param maxRemovalPercent of the schedule
   * @param maxUnreadablePercent of the schedule
   * @param removalsConfirmedUpTo how many removals were confirmed for this execution; 0 for none
   */
  public record Limits(
      int maxRemovalPercent, int maxUnreadablePercent, long removalsConfirmedUpTo) {}

  /**
   * The verdict, kept in the execution.
   *
   * @param refused why nothing may be sent; empty when the plan may be delivered
   * @param removalsHeld whether removals are held back while adds go
   * @param message for the recipient; empty where there is nothing to say
   */
  public record Verdict(Optional<Reason> refused, boolean removalsHeld, String message) {
    public static final Verdict ALLOWED = new Verdict(Optional.empty(), false, "");

    public Verdict {
      Objects.requireNonNull(refused, "refused");
      Objects.requireNonNull(message, "message");
    }
  }

  public static Verdict judge(Totals totals, Limits limits) {
    if (totals.leavers() == 0) {
      return Verdict.ALLOWED;
    }
    if (tooManyUnreadable(totals, limits)) {
      return new Verdict(
          Optional.empty(),
          true,
          "%,d of %,d rows could not be read, which is more than %d %%. A user missing from the"
                  .formatted(
                      totals.unreadableRows(), totals.rowsRead(), limits.maxUnreadablePercent())
              + " rest may stand in one of them, so nobody was removed.");
    }
    if (totals.leavers() <= limits.removalsConfirmedUpTo()) {
      return Verdict.ALLOWED;
    }
    if (totals.exportMembers() == 0) {
      return new Verdict(
          Optional.of(Reason.GUARD_EMPTY),
          false,
          "The export names nobody, while Braze holds %,d members of this cohort. Nothing was sent."
              .formatted(totals.believedMembers()));
    }
    if (tooManyRemovals(totals, limits)) {
      return new Verdict(
          Optional.of(Reason.GUARD_REMOVALS),
          false,
          "The export would remove %,d of %,d members, which is more than %d %%. Nothing was sent."
              .formatted(totals.leavers(), totals.believedMembers(), limits.maxRemovalPercent()));
    }
    return Verdict.ALLOWED;
  }

  private static boolean tooManyUnreadable(Totals totals, Limits limits) {
    return totals.unreadableRows() * 100 > totals.rowsRead() * limits.maxUnreadablePercent();
  }

  private static boolean tooManyRemovals(Totals totals, Limits limits) {
    return totals.believedMembers() >= MEMBERS_WORTH_A_SHARE
        && totals.leavers() * 100 > totals.believedMembers() * limits.maxRemovalPercent();
  }
}
