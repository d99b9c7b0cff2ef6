package ai.kubit.cohortimport.membership;

import java.util.Optional;

/**
 * What we believe after a change met its fate, one row each. {@link PlanFold} adds one rule: beside
 * a leaver's removal that was not accepted, the accepted add of a member who may be the same person
 * under another name counts as unknown.
 *
 * <pre>
 * change   accepted   refused                            unknown                        not done
 * add      certain    out, or maybe if it was believed   maybe (certain stays certain)  unchanged
 * remove   out        unchanged, out after three times   maybe                          unchanged
 * of H     out        maybe, out after three times       maybe                          maybe
 * </pre>
 *
 * <p>H is a held leaver, {@link MembershipRow#heldBeside}: certain until its removal is tried. An
 * add that Braze accepts makes it plainly certain; in all else it folds as whoever is certain.
 *
 * <p>Not done is what was certainly never sent, see {@link Fate#NOT_DONE}, so it folds as if it had
 * not been planned. Only a device whose profile was looked up is kept as maybe, with the profile,
 * so that it need not be looked up again.
 *
 * <p>An add that Braze refuses undoes none that an earlier import sent: whoever may hold the value
 * stays <em>maybe</em>.
 *
 * <p>Why <em>maybe</em>: a lost add may have landed. Were it forgotten, a user who then leaves the
 * cohort would stay in Braze's segment for ever; so it is added again while the user belongs, and
 * removed once the user does not.
 */
final class Fold {
  /** A removal that Braze refused in so many executions in a row is given up and reported. */
  static final int MOST_REFUSED_REMOVALS = 3;

  private Fold() {}

  /**
   * The belief about (member, value) after an add.
   *
   * @param before what was believed about the same pair, if anything
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
   * The belief about (member, value) after a removal.
   *
   * @param before what was believed about the same pair
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

  /** What was believed of a member who may hold the value, though nobody can be sure of it. */
  static MembershipRow inDoubt(MembershipRow before) {
    return new MembershipRow(
        before.member(), before.value(), false, before.brazeId(), before.removalsRefused());
  }

  /**
   * Whoever stays while others leave: one of them may have been this one under another name, and
   * have taken the value along.
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
