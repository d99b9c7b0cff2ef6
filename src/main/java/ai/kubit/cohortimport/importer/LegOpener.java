package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Opens legs: gives each its clock, its writes to the ledger, and a directory on the disk. */
@Singleton
final class LegOpener {
  private final ImportExecutions executions;
  private final ScratchSpace scratch;
  private final Time time;

  @Inject
  LegOpener(ImportExecutions executions, ScratchSpace scratch, Time time) {
    this.executions = executions;
    this.scratch = scratch;
    this.time = time;
  }

  /** A leg. Closing it deletes its directory. */
  record OpenedLeg(LegContext work, ScratchSpace.Leg directory) implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }
  }

  /**
   * Opens a leg.
   *
   * @param legEnd when the process may be ended; the leg stops sending before that
   */
  OpenedLeg open(LegLease lease, Deadline legEnd, ImportProgress progress) {
    ScratchSpace.Leg directory = scratch.open();
    return new OpenedLeg(
        new LegContext(
            lease,
            executions,
            new LegContext.LegClock(time, legEnd),
            progress,
            directory.directory()),
        directory);
  }
}
