package ai.kubit.cohortimport.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * The right to look at Braze for a cohort, for one leg.
 *
 * @param record the record as it was when the lease was taken
 * @param look the look as it was taken
 * @param until the end of the lease
 */
public record LookLease(CohortRecord record, PlannedLook look, Instant until) {
  public LookLease {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(look, "look");
    Objects.requireNonNull(until, "until");
  }
}
