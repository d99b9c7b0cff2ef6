package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.DueCohort;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.util.List;

/**
 * One look for what is due: it starts as many workers as there are due cohorts, up to a limit, and
 * leaves the rest to them. It is the only retrier: begins, catches up, resumes and takes over all
 * happen because something is due.
 */
public final class DueSweep {
  /** Enough to know the backlog; nobody needs the exact number beyond. */
  private static final int MOST_COUNTED = 1000;

  private final CohortStore store;
  private final Workers workers;
  private final int maxWorkers;
  private final Time time;
  private final OperationsLog operationsLog;

  public DueSweep(
      CohortStore store, Workers workers, int maxWorkers, Time time, OperationsLog operationsLog) {
    this.store = store;
    this.workers = workers;
    this.maxWorkers = maxWorkers;
    this.time = time;
    this.operationsLog = operationsLog;
  }

  /**
   * What a sweep saw and did.
   *
   * @param due how many cohorts were due, at most 1,000
   * @param more whether more were due than were counted
   * @param dispatched how many workers were started
   * @param backlog for how long the most overdue cohort has been due
   */
  public record Seen(int due, boolean more, int dispatched, Duration backlog) {}

  public Seen sweep() {
    List<DueCohort> found = store.due(time.now(), MOST_COUNTED + 1);
    boolean more = found.size() > MOST_COUNTED;
    List<DueCohort> due = more ? found.subList(0, MOST_COUNTED) : found;
    int wanted = Math.min(due.size(), maxWorkers);
    int dispatched = 0;
    for (int i = 0; i < wanted; i++) {
      dispatched += workers.start(due.get(i).cohort()) ? 1 : 0;
    }
    Duration backlog =
        due.isEmpty() ? Duration.ZERO : Duration.between(due.get(0).dueAt(), time.now());
    operationsLog.swept(due.size(), dispatched, backlog, oldestRunning());
    return new Seen(due.size(), more, dispatched, backlog);
  }

  private Duration oldestRunning() {
    return store
        .oldestUnderWay()
        .map(since -> Duration.between(since, time.now()))
        .orElse(Duration.ZERO);
  }
}
