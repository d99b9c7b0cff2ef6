package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.DueTime;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.verifier.CohortVerifier;
import ai.kubit.cohortimport.workspace.ImportSlots;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at what Braze holds, where that is due. A look has a place among the imports of its
 * workspace, as it shares their rate, and leaves it after two minutes at most.
 */
@Singleton
public final class LookWorker {
  /** A leg of two minutes, its end, and a margin. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Provider<CohortVerifier> verifier;
  private final ImportSlots slots;
  private final Time time;
  private final OperationsLog operationsLog;

  /**
   * A worker for looks.
   *
   * @param verifier made when the first look is due: most workers do without
   */
  @Inject
  public LookWorker(
      Provider<CohortVerifier> verifier,
      ImportSlots slots,
      Time time,
      OperationsLog operationsLog) {
    this.verifier = verifier;
    this.slots = slots;
    this.time = time;
    this.operationsLog = operationsLog;
  }

  /** What became of one leg. */
  public sealed interface LookStep {
    /** As many imports of the workspace run as may. */
    record NoSlot() implements LookStep {}

    /**
     * A leg was worked.
     *
     * @param line the line of history, where the look is over
     */
    record LegWorked(Optional<ImportExecution> line) implements LookStep {}
  }

  boolean isDue(CohortRecord record) {
    return DueTime.ofLook(record).filter(due -> !due.isAfter(time.now())).isPresent();
  }

  /** Works on the look that is due for a cohort, for one leg. */
  public LookStep work(CohortKey cohort, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    Optional<ImportSlots.Place> place = slots.take(cohort, time.now().plus(LONGEST));
    if (place.isEmpty()) {
      return new LookStep.NoSlot();
    }
    try (ImportSlots.Place taken = place.get()) {
      taken.keep();
      Optional<ImportExecution> line = verifier.get().look(cohort, legEnd, progress);
      line.ifPresent(operationsLog::lookedAt);
      return new LookStep.LegWorked(line);
    }
  }
}
