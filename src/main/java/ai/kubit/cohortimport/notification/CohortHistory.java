package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.ImportExecution;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * What the history page says of one cohort.
 *
 * @param name the cohort's name, as its schedule has it
 * @param state the schedule's state, in words
 * @param cadence when it is imported, as a sentence
 * @param nextRuns the next appointments, the soonest first; none when it is not live
 * @param zone whose clock the times are on
 * @param executions the executions to show, in any order
 */
public record CohortHistory(
    CohortKey cohort,
    String name,
    String state,
    String cadence,
    List<Instant> nextRuns,
    ZoneId zone,
    List<ImportExecution> executions) {
  public CohortHistory {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(cadence, "cadence");
    nextRuns = List.copyOf(nextRuns);
    Objects.requireNonNull(zone, "zone");
    executions = List.copyOf(executions);
  }
}
