package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.SizePoint;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.Comparator;
import java.util.Optional;

/** Whether nothing gets better with a cohort before a person acts. */
final class NeedsPerson {
  private NeedsPerson() {}

  /** The last import that is over and was no dry run; absent where there is none. */
  static Optional<ImportExecution> latest(CohortHistory cohort) {
    return cohort.executions().stream()
        .filter(execution -> SizePoint.of(execution).isPresent())
        .max(Comparator.comparing(execution -> execution.origin().startedAt()));
  }

  /** A schedule that cannot be used does, and a last import that does not make up by itself. */
  static boolean isTrueOf(CohortHistory cohort) {
    return cohort.cadence().isEmpty()
        || latest(cohort)
            .flatMap(ImportExecution::ending)
            .filter(ending -> ending.outcome() != Outcome.CANCELLED)
            .flatMap(ImportExecution.Ending::reason)
            .filter(reason -> reason.owner() != Reason.Owner.BRAZE)
            .isPresent();
  }
}
