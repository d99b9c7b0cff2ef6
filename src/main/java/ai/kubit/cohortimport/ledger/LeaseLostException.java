package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;

/** Another leg has taken the execution over; whatever this one knows is void. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(CohortKey cohort, String executionId) {
    super("another leg has taken over execution %s of %s".formatted(executionId, cohort));
  }
}
