package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.time.Instant;
import java.util.Objects;

/**
 * The right to work on one execution, for one leg.
 *
 * @param entry the entry as it was when the lease was taken
 * @param execution the execution as it was then
 * @param owner the token that no other leg has
 * @param leg the leg's number, from 1
 * @param until the end of the lease
 * @param stuck whether this leg must end the execution instead of going on
 */
public record LegLease(
    CohortRecord entry,
    ImportExecution execution,
    String owner,
    int leg,
    Instant until,
    boolean stuck) {
  public LegLease {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(until, "until");
  }

  public CohortKey cohort() {
    return entry.cohort();
  }

  /** Until when requests may be written under this lease. */
  public Instant sendingUntil() {
    return until.minus(ActiveExecution.SENDING_MARGIN);
  }
}
