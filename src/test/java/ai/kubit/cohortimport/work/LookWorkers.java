package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Instant;

/** Looks where none is ever due. */
final class LookWorkers {
  private LookWorkers() {}

  static LookWorker idle() {
    return new LookWorker(
        () -> {
          throw new AssertionError("nobody looks here");
        },
        null,
        new VirtualTime(Instant.EPOCH),
        OperationsLog.silent());
  }
}
