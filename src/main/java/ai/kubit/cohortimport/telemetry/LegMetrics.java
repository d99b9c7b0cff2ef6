package ai.kubit.cohortimport.telemetry;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.outcome.Outcome;
import java.time.Duration;

/** What a leg means in numbers. */
final class LegMetrics {
  private static final double PERCENT = 100;
  private static final double MILLIS = 1000;

  private final ImportExecution before;
  private final ImportExecution after;
  private final Duration took;

  LegMetrics(ImportExecution before, ImportExecution after, Duration took) {
    this.before = before;
    this.after = after;
    this.took = took;
  }

  MetricLine on(MetricLine line) {
    line.metric(Metric.LEG_SECONDS, took.toMillis() / MILLIS)
        .cohort(after.cohort())
        .property("executionId", after.executionId());
    long requests = effort(after).requests() - effort(before).requests();
    if (requests > 0) {
      long limited = effort(after).rateLimited() - effort(before).rateLimited();
      line.metric(
          Metric.RATE_LIMITED_SHARE, Math.rint(PERCENT * PERCENT * limited / requests) / PERCENT);
    }
    after.ending().ifPresent(ending -> ended(line, ending));
    return line;
  }

  private void ended(MetricLine line, Ending ending) {
    line.metric(Metric.EXECUTIONS, 1).outcome(ending.outcome().name());
    ending.reason().ifPresent(reason -> line.property("reason", reason.name()));
    if (!after.origin().options().dryRun()) {
      line.metric(Metric.USERS_IMPORTED, after.counts().members().usersImported())
          .metric(Metric.MEMBERS_UNDELIVERED, undelivered(ending.outcome()));
    }
  }

  /** What a guard or a person kept from being sent is no trouble of the delivery. */
  private long undelivered(Outcome outcome) {
    Counts.Changes changes = after.counts().changes();
    long notSent =
        switch (outcome) {
          case COMPLETED, COMPLETED_WITH_ERRORS, FAILED -> changes.notSent();
          case REFUSED, CANCELLED -> 0;
        };
    return changes.refused() + changes.unknown() + notSent;
  }

  private static Counts.ImportEffort effort(ImportExecution execution) {
    return execution.counts().effort();
  }
}
