package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.Optional;

/**
 * How much of an import a problem concerns.
 *
 * @param of what is counted
 */
record Affected(long part, long whole, Unit of) {
  /** What a problem concerns. */
  enum Unit {
    ROWS,
    CHANGES,
    MEMBERS
  }

  /** Up to one in a hundred is worth a note, no alarm. */
  private static final int FEW_PERCENT = 1;

  private static final int MOST_PERCENT = 50;

  /** Absent for a reason that concerns the import as a whole, or where nothing was counted. */
  static Optional<Affected> by(Reason reason, Counts counts) {
    Counts.Changes changes = counts.changes();
    Counts.Members members = counts.members();
    Affected affected =
        switch (reason) {
          case ROWS_REJECTED, REMOVALS_HELD ->
              new Affected(counts.rows().rejected(), counts.rows().read(), Unit.ROWS);
          case MEMBERS_REFUSED -> new Affected(changes.refused(), changes.planned(), Unit.CHANGES);
          case MEMBERS_UNKNOWN -> new Affected(changes.unknown(), changes.planned(), Unit.CHANGES);
          case DEVICES_UNRESOLVED ->
              members.unsupported() > 0
                  ? new Affected(members.unsupported(), members.members(), Unit.MEMBERS)
                  : new Affected(changes.notSent(), changes.planned(), Unit.CHANGES);
          default -> new Affected(0, 0, Unit.CHANGES);
        };
    return Optional.of(affected).filter(some -> some.part > 0 && some.part <= some.whole);
  }

  boolean few() {
    return (double) part / whole * 100 <= FEW_PERCENT;
  }

  boolean most() {
    return (double) part / whole * 100 > MOST_PERCENT;
  }
}
