package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Pause;
import ai.kubit.cohortimport.membership.StateKeys;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the phases of one leg share: its lease, its deadlines, and what it has sent. It does not
 * hold the execution's progress. The phases hand the execution on to each other, and it is stored
 * only by {@link #save}, {@link #interrupt} or a commit.
 */
final class LegContext {
  /**
   * The time at a leg's end in which nothing is sent: for the last answers, the fold and the
   * commit. A leg shorter than three minutes keeps a third of its time.
   */
  private static final Duration RESERVE = Duration.ofSeconds(60);

  private final LegLease lease;
  private final Path scratch;
  private final ImportExecutions executions;
  private final ImportProgress progress;
  private final Deadline legEnd;
  private final Deadline sending;
  private final Deadline fence;
  private final Counts.ImportEffort effortBefore;
  private final long startNanos;
  private final Time time;
  private Counts.ImportEffort sentByLeg = Counts.ImportEffort.NONE;
  private boolean stopRequested;
  private ImportSchedule.VerifyScope lookAfterwards = ImportSchedule.VerifyScope.OFF;

  /**
   * The clock, and the leg's end.
   *
   * @param end when the process may be ended
   */
  record LegClock(Time time, Deadline end) {}

  LegContext(
      LegLease lease,
      ImportExecutions executions,
      LegClock clock,
      ImportProgress progress,
      Path scratch) {
    this.lease = lease;
    this.scratch = scratch;
    this.executions = executions;
    this.progress = progress;
    this.time = clock.time();
    this.legEnd = clock.end();
    this.sending = legEnd.earlierBy(reserve(legEnd.remaining()));
    this.fence = Deadline.at(time, lease.sendingUntil());
    this.effortBefore = lease.execution().counts().effort();
    this.startNanos = time.nanos();
    this.stopRequested = lease.record().active().orElseThrow().stopRequested();
  }

  private static Duration reserve(Duration leg) {
    Duration third = leg.dividedBy(3);
    return third.compareTo(RESERVE) < 0 ? third : RESERVE;
  }

  LegLease lease() {
    return lease;
  }

  /** This leg's own directory on the disk. */
  Path scratch() {
    return scratch;
  }

  ImportProgress progress() {
    return progress;
  }

  /** Whether the process was told to end. Another leg then does the rest. */
  boolean processEnds() {
    return legEnd.isCut();
  }

  /**
   * Ends the leg if the process was told to end. Call it where the work can be left as it is.
   *
   * @throws LegCutException if the process was told to end
   */
  void goOn() {
    if (processEnds()) {
      throw new LegCutException();
    }
  }

  /** When this leg stops sending, so that it has time to commit. */
  Deadline sending() {
    return sending;
  }

  /**
   * When sending under this lease must stop, whatever the leg's time: another leg may soon hold it.
   */
  Deadline fence() {
    return fence;
  }

  StateKeys keys() {
    return new StateKeys(lease.cohort(), lease.execution().executionId(), lease.leg());
  }

  /** Records how many requests this leg has sent so far. */
  void sent(long requests, long retries, long rateLimited) {
    sentByLeg = new Counts.ImportEffort(requests, retries, rateLimited, 0, 0, 0);
  }

  /** Whether this leg has sent anything, or an earlier leg may have. */
  boolean hasSent() {
    return lease.execution().delivery().isPresent() || sentByLeg.requests() > 0;
  }

  /**
   * Whether an earlier leg ended without recording what it had sent. Then every change without an
   * answer may have taken effect in Braze.
   *
   * @param execution the execution with its newest progress
   */
  boolean inDoubt(ImportExecution execution) {
    return execution
        .delivery()
        .filter(known -> known.inDoubt() || known.settledBy() < lease.leg() - 1)
        .isPresent();
  }

  /** The execution with its effort so far (requests, time, legs), this leg included. */
  ImportExecution measured(ImportExecution execution) {
    Counts.ImportEffort effort =
        new Counts.ImportEffort(
            effortBefore.requests() + sentByLeg.requests(),
            effortBefore.retries() + sentByLeg.retries(),
            effortBefore.rateLimited() + sentByLeg.rateLimited(),
            execution.counts().effort().dataPoints(),
            effortBefore.durationMs() + elapsed().toMillis(),
            lease.leg());
    return execution.with(execution.counts().with(effort));
  }

  private Duration elapsed() {
    return Duration.ofNanos(time.nanos() - startNanos);
  }

  /**
   * Stores the progress, and learns whether a person asked to stop.
   *
   * @param execution the execution with this leg's progress
   * @param forward whether the execution has come further than at the end of the leg before
   */
  void save(ImportExecution execution, boolean forward) {
    stopRequested = executions.progress(lease, measured(execution), forward);
  }

  /** Whether a person had asked to stop when the lease was taken, or at the last {@link #save}. */
  boolean stopRequested() {
    return stopRequested;
  }

  /** Of whom Braze is asked afterwards whether it really holds them. */
  ImportSchedule.VerifyScope lookAfterwards() {
    return lookAfterwards;
  }

  void lookAfterwards(ImportSchedule.VerifyScope whom) {
    lookAfterwards = whom;
  }

  /** The pause of a leg that ends because the process ends: the next leg begins at once. */
  Pause processEnd() {
    return Pause.processEnds(time.now());
  }

  /** Ends the leg before the execution is done. Another leg goes on with it. */
  ImportExecution interrupt(ImportExecution execution, Pause pause) {
    return executions.interrupt(lease, measured(execution), pause);
  }
}
