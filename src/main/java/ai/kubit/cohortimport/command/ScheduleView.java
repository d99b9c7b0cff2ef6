package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.KeptRequest;
import ai.kubit.cohortimport.schedule.CadenceText;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as people see it: what was put, in words, and when it runs next.
 *
 * @param active what the cohort is busy with
 * @param kept the import that begins when the one under way has ended
 */
public record ScheduleView(
    CohortSchedule run, Optional<ActiveExecution> active, Optional<KeptRequest> kept) {
  private static final int NEXT_RUNS = 3;

  public static ScheduleView of(CohortRecord record) {
    return new ScheduleView(record.schedule(), record.active(), record.kept());
  }

  /** The cadence in words; empty where the schedule is wrong. */
  Optional<String> sentence() {
    return run.stored()
        .schedule()
        .map(schedule -> CadenceText.describe(schedule.cadence(), schedule.timeZone()));
  }

  /** The next runs of a live schedule; none for any other. */
  List<Instant> nextRuns() {
    return run.state() == ScheduleState.LIVE ? run.nextRuns(NEXT_RUNS) : List.of();
  }
}
