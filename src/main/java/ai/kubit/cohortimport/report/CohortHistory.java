package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the history page says of one cohort.
 *
 * @param name the cohort's name, as its schedule has it
 * @param state where its schedule is
 * @param cadence when it is imported; absent where the schedule cannot be used
 * @param nextRuns the next runs, the soonest first; none when it is not live
 * @param zone whose clock the times are on
 * @param active what is under way, if anything
 * @param executions the executions to show, in any order
 * @param older whether there are older ones that are not shown
 */
public record CohortHistory(
    CohortKey cohort,
    String name,
    ScheduleState state,
    Optional<Cadence> cadence,
    List<Instant> nextRuns,
    ZoneId zone,
    Optional<ActiveExecution> active,
    List<ImportExecution> executions,
    boolean older) {
  public CohortHistory {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(cadence, "cadence");
    nextRuns = List.copyOf(nextRuns);
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(active, "active");
    executions = List.copyOf(executions);
  }
}
