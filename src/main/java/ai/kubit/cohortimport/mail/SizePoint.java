package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The size of a cohort after one of its executions.
 *
 * @param executionId which execution
 * @param finishedAt when it ended
 * @param usersImported members that Braze certainly accepted, after it
 * @param outcome how it ended
 * @param changed whether Braze's members may differ from before: something was accepted, or sent
 *     with an unknown fate
 */
public record SizePoint(
    String executionId, Instant finishedAt, long usersImported, Outcome outcome, boolean changed) {
  public SizePoint {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(finishedAt, "finishedAt");
    Objects.requireNonNull(outcome, "outcome");
  }

  /** The point of an execution; absent while it is not done, and for a dry run. */
  public static Optional<SizePoint> of(ImportExecution execution) {
    if (execution.origin().options().dryRun()) {
      return Optional.empty();
    }
    Counts counts = execution.counts();
    return execution
        .ending()
        .map(
            ending ->
                new SizePoint(
                    execution.executionId(),
                    ending.finishedAt(),
                    counts.members().usersImported(),
                    ending.outcome(),
                    touchedBraze(counts)));
  }

  static boolean touchedBraze(Counts counts) {
    return counts.changes().accepted() + counts.changes().unknown() > 0;
  }
}
