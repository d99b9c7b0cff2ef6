package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.time.Instant;
import java.util.Objects;

/**
 * The right to work on one execution, for one leg.
 *
 * @param record the record as it was when the lease was taken
 * @param execution the execution as it was then
 * @param owner the token that no other leg has
 * @param leg the leg's number, from 1
 * @param until the end of the lease
 * @param stuck whether this leg must end the execution instead of going on
 */
public record LegLease(
    CohortRecord record,
    ImportExecution execution,
    String owner,
    int leg,
    Instant until,
    boolean stuck) {
  public LegLease {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(until, "until");
  }

  public CohortKey cohort() {
    return record.cohort();
  }

  /** Until when requests may be written under this lease. */
  public Instant sendingUntil() {
    return until.minus(ActiveExecution.SENDING_MARGIN);
  }
}
