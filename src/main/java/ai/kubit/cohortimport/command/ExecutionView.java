package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.Optional;

/**
 * An execution as people see it.
 *
 * @param underWay what the cohort is busy with, where that is this execution and it is not over
 */
public record ExecutionView(ImportExecution execution, Optional<ActiveExecution> underWay) {

  /**
   * The view.
   *
   * @param active what the cohort is busy with, if anything
   */
  public static ExecutionView of(ImportExecution execution, Optional<ActiveExecution> active) {
    return new ExecutionView(
        execution,
        active
            .filter(underWay -> underWay.executionId().equals(execution.executionId()))
            .filter(underWay -> execution.state() != ImportExecution.State.DONE));
  }

  /** How it ended; empty while it is not over. */
  public Optional<Outcome> outcome() {
    return execution.ending().map(ImportExecution.Ending::outcome);
  }
}
