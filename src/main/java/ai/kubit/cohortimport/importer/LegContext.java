package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Pause;
import ai.kubit.cohortimport.membership.StateKeys;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One leg at work: its lease, its clock, and what it took. How far the execution is, the phases
 * hand on to each other; only what they give to {@link #save}, {@link #interrupt} or a commit is
 * written.
 */
final class LegContext {
  /** Kept free at the end of a leg: for the last answers, the fold and the commit. */
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

  /**
   * When a leg works.
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

  /** Whether the process was told to end: another leg does the rest, as soon as it likes. */
  boolean processEnds() {
    return legEnd.isCut();
  }

  /**
   * To be called where work can be left as it is.
   *
   * @throws LegCutException when the process was told to end
   */
  void goOn() {
    if (processEnds()) {
      throw new LegCutException();
    }
  }

  /** When this leg stops sending. */
  Deadline sending() {
    return sending;
  }

  /** When nobody may send under this lease any more. */
  Deadline fence() {
    return fence;
  }

  StateKeys keys() {
    return new StateKeys(lease.cohort(), lease.execution().executionId(), lease.leg());
  }

  /** What this leg sent so far. */
  void sent(long requests, long retries, long rateLimited) {
    sentByLeg = new Counts.ImportEffort(requests, retries, rateLimited, 0, 0, 0);
  }

  /** Whether this leg has sent anything, or an earlier one may have. */
  boolean hasSent() {
    return lease.execution().delivery().isPresent() || sentByLeg.requests() > 0;
  }

  /**
   * Whether a leg ended without saying what it had sent, so that whatever has no answer may have
   * landed.
   *
   * @param execution as far as it is now
   */
  boolean inDoubt(ImportExecution execution) {
    return execution
        .delivery()
        .filter(known -> known.inDoubt() || known.settledBy() < lease.leg() - 1)
        .isPresent();
  }

  /** The execution with what it took so far, this leg included. */
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
   * Writes how far this leg is, and learns whether a person asked to stop.
   *
   * @param execution as far as this leg has brought it
   * @param forward whether it has come further than the leg before
   */
  void save(ImportExecution execution, boolean forward) {
    stopRequested = executions.progress(lease, measured(execution), forward);
  }

  /** Whether a person asked to stop, as far as the lease or the last write told. */
  boolean stopRequested() {
    return stopRequested;
  }

  /** Ends the leg before the execution is done; another leg goes on. */
  ImportExecution interrupt(ImportExecution execution, Pause pause) {
    return executions.interrupt(lease, measured(execution), pause);
  }
}
