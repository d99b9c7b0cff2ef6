package ai.kubit.cohortimport.membership;

import java.util.Optional;

/**
 * Computes a row of the next membership from the row before, a change, and what became of the
 * change. {@link PlanFold} adds one rule: if a removal was not accepted, an accepted add of a
 * member who may be the same person under another name counts as unknown.
 *
 * <pre>
 * change   accepted   refused                            unknown                        not done
 * add      certain    none, or maybe if there was a row  maybe (certain stays certain)  unchanged
 * remove   none       unchanged, none after three times  maybe                          unchanged
 * of H     none       maybe, none after three times      maybe                          maybe
 * </pre>
 *
 * <p>"None" means that the next membership has no such row. H is a row with {@link
 * MembershipRow#heldBeside}. It is certain until its removal is tried. An accepted add makes it an
 * ordinary certain row. For everything else it folds like a certain row.
 *
 * <p>"Not done" is a change that was certainly never sent, see {@link Fate#NOT_DONE}, so it folds
 * as if it had not been planned. There is one exception: a device whose profile was found is kept
 * as maybe, with its profile, so that it need not be looked up again.
 *
 * <p>A refused add does not undo an add of an earlier import. So a member who may already hold the
 * value stays <em>maybe</em>.
 *
 * <p>Why there is <em>maybe</em>: an add without an answer may have taken effect. If it were
 * forgotten, a user who later leaves the cohort would stay in Braze's segment for ever. So a maybe
 * is added again while the user is in the cohort, and removed when the user leaves.
 */
final class Fold {
  /** A removal that Braze has refused in this many executions in a row is given up and reported. */
  static final int MOST_REFUSED_REMOVALS = 3;

  private Fold() {}

  /**
   * The row of a member and a value after an add; empty if there is none.
   *
   * @param before the row before the add, if there was one
   */
  static Optional<MembershipRow> afterAdd(
      Optional<MembershipRow> before, MembershipRow added, Fate fate) {
    return switch (fate) {
      case ACCEPTED ->
          Optional.of(MembershipRow.certain(added.member(), added.value(), added.brazeId()));
      case REFUSED -> before.map(Fold::inDoubt);
      case UNKNOWN -> lost(before, added);
      case NOT_DONE -> added.brazeId().isEmpty() ? before : lost(before, added);
    };
  }

  private static Optional<MembershipRow> lost(Optional<MembershipRow> before, MembershipRow added) {
    return before.isPresent() && before.get().certain()
        ? before
        : Optional.of(MembershipRow.maybe(added.member(), added.value(), added.brazeId()));
  }

  /**
   * The row of a member and a value after a removal; empty if there is none.
   *
   * @param before the row before the removal
   */
  static Optional<MembershipRow> afterRemove(MembershipRow before, Fate fate) {
    return switch (fate) {
      case ACCEPTED -> Optional.empty();
      case REFUSED -> refusedOnceMore(before);
      case UNKNOWN ->
          Optional.of(MembershipRow.maybe(before.member(), before.value(), before.brazeId()));
      case NOT_DONE -> Optional.of(besideAnother(before));
    };
  }

  /** The same row, but maybe instead of certain. */
  static MembershipRow inDoubt(MembershipRow before) {
    return new MembershipRow(
        before.member(), before.value(), false, before.brazeId(), before.removalsRefused());
  }

  /**
   * The row of a member whose removal was not sent. If it is {@link MembershipRow#heldBeside}, the
   * removal of another member may have been of the same person, and have removed the value.
   */
  private static MembershipRow besideAnother(MembershipRow before) {
    return before.heldBeside() ? inDoubt(before) : before;
  }

  private static Optional<MembershipRow> refusedOnceMore(MembershipRow before) {
    int times = before.removalsRefused() + 1;
    if (times >= MOST_REFUSED_REMOVALS) {
      return Optional.empty();
    }
    return Optional.of(
        new MembershipRow(
            before.member(),
            before.value(),
            before.certain() && !before.heldBeside(),
            before.brazeId(),
            times));
  }
}
