package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.DueCohort;
import ai.kubit.cohortimport.ledger.DueTime;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LeaseLostException;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.ImportSlots;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Imports due cohorts one after another, until nothing is due or its leg is over. Any number of
 * workers may run at once; who gets which cohort is decided by the cohort store alone.
 */
@Singleton
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);

  /** The index may lag, and other workers take cohorts away: look at some of them at once. */
  private static final int GLANCE = 25;

  /** As far as to find other workspaces behind all the cohorts of a busy one. */
  private static final int LONG_LOOK = 1_000;

  /** Less than this left of a leg is not worth starting another import. */
  private static final Duration WORTH_STARTING = Duration.ofSeconds(90);

  private final CohortStore store;
  private final ImportExecutions executions;
  private final ImportSlots slots;
  private final LegRunner legs;
  private final Time time;

  @Inject
  public Worker(
      CohortStore store,
      ImportExecutions executions,
      ImportSlots slots,
      LegRunner legs,
      Time time) {
    this.store = store;
    this.executions = executions;
    this.slots = slots;
    this.legs = legs;
    this.time = time;
  }

  /**
   * What a worker did.
   *
   * @param imports how many imports it worked on
   * @param last the last of them
   */
  public record Done(int imports, Optional<ImportExecution> last) {}

  /**
   * Works until nothing is due.
   *
   * @param legEnd when the process may be ended
   * @return what it did
   * @throws RuntimeException the first failure of ours, once all other cohorts were looked at
   */
  public Done work(Deadline legEnd, ImportProgress progress) throws InterruptedException {
    return workFrom(() -> nextDue(Set.of(), Set.of()), legEnd, progress);
  }

  /** The same, looking at one cohort before all others. */
  public Done workFrom(CohortKey first, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    return workFrom(() -> Optional.of(first), legEnd, progress);
  }

  private Done workFrom(
      Supplier<Optional<CohortKey>> first, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    Duration enough = enoughToStart(legEnd);
    Set<CohortKey> seen = new HashSet<>();
    Set<CohortKey> withoutPlace = new HashSet<>();
    int imports = 0;
    RuntimeException failure = null;
    Optional<ImportExecution> last = Optional.empty();
    Optional<CohortKey> next = legEnd.passed() ? Optional.empty() : first.get();
    while (next.isPresent()) {
      seen.add(next.get());
      Optional<ImportExecution> worked = Optional.empty();
      try {
        worked = lookAt(next.get(), legEnd, progress, withoutPlace);
      } catch (RuntimeException e) {
        tell(next.get(), e);
        failure = failure == null ? e : failure;
      }
      imports += worked.isPresent() ? 1 : 0;
      last = worked.isPresent() ? worked : last;
      if (worked.isPresent()) {
        seen.removeAll(withoutPlace); // this import's place is free now
        withoutPlace.clear();
      }
      next =
          legEnd.remaining().compareTo(enough) < 0 ? Optional.empty() : nextDue(seen, withoutPlace);
    }
    if (failure != null) {
      throw failure;
    }
    return new Done(imports, last);
  }

  /**
   * A person who reads this wants the sentence of a wrong table or bucket, not where it was met.
   */
  private static void tell(CohortKey cohort, RuntimeException e) {
    if (e instanceof StorageException) {
      LOG.errorf("the import of %s failed; others go on: %s", cohort, e.getMessage());
    } else {
      LOG.errorf(e, "the import of %s failed; others go on", cohort);
    }
  }

  private static Duration enoughToStart(Deadline legEnd) {
    Duration half = legEnd.remaining().dividedBy(2);
    return half.compareTo(WORTH_STARTING) < 0 ? half : WORTH_STARTING;
  }

  /**
   * The next cohort to look at; not one of a workspace that had no place a moment ago, of which
   * there may be many.
   */
  private Optional<CohortKey> nextDue(Set<CohortKey> seen, Set<CohortKey> withoutPlace) {
    Set<String> full =
        withoutPlace.stream().map(CohortKey::workspaceId).collect(Collectors.toSet());
    int glance = full.isEmpty() ? GLANCE + seen.size() : LONG_LOOK;
    return store.due(time.now(), glance).stream()
        .map(DueCohort::cohort)
        .filter(cohort -> !seen.contains(cohort) && !full.contains(cohort.workspaceId()))
        .findFirst();
  }

  private Optional<ImportExecution> lookAt(
      CohortKey cohort, Deadline legEnd, ImportProgress progress, Set<CohortKey> withoutPlace)
      throws InterruptedException {
    Optional<CohortRecord> record = store.record(cohort);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    legs.sendOwedMails(record.get());
    if (!isDue(record.get())) {
      lookOrRepair(record.get(), legEnd, progress, withoutPlace);
      return Optional.empty();
    }
    Optional<ImportSlots.Place> place = slots.take(cohort, leaseUntil(legEnd));
    if (place.isEmpty()) {
      withoutPlace.add(cohort);
      return Optional.empty();
    }
    try (ImportSlots.Place taken = place.get()) {
      if (record.get().active().isEmpty()) {
        executions.begin(BeginRequest.scheduled(cohort));
      }
      Optional<ImportExecution> worked = run(cohort, taken, legEnd, progress);
      if (worked.isEmpty()) {
        repairDueTime(cohort);
      }
      return worked;
    }
  }

  /** No import is due: a look at what Braze holds may be. */
  private void lookOrRepair(
      CohortRecord record, Deadline legEnd, ImportProgress progress, Set<CohortKey> withoutPlace)
      throws InterruptedException {
    if (!legs.looks().isDue(record)) {
      repairDueTime(record.cohort());
      return;
    }
    LookWorker.LookStep step = legs.looks().work(record.cohort(), legEnd, progress);
    if (step instanceof LookWorker.LookStep.NoSlot) {
      withoutPlace.add(record.cohort());
    }
  }

  private boolean isDue(CohortRecord record) {
    return DueTime.ofImport(record).filter(due -> !due.isAfter(time.now())).isPresent();
  }

  private static Instant leaseUntil(Deadline legEnd) {
    return legEnd.moment().plus(ActiveExecution.TAKEOVER_MARGIN);
  }

  /**
   * Takes and runs what is under way for a cohort, then sends its mails.
   *
   * @return the execution, DONE or INTERRUPTED; empty when there was nothing to take, or when as
   *     many imports of the workspace run as may
   */
  public Optional<ImportExecution> importNow(
      CohortKey cohort, Deadline legEnd, ImportProgress progress) throws InterruptedException {
    Optional<ImportSlots.Place> place = slots.take(cohort, leaseUntil(legEnd));
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (ImportSlots.Place taken = place.get()) {
      return run(cohort, taken, legEnd, progress);
    }
  }

  private Optional<ImportExecution> run(
      CohortKey cohort, ImportSlots.Place place, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    Optional<LegLease> lease = executions.take(cohort, leaseUntil(legEnd));
    if (lease.isEmpty()) {
      return Optional.empty();
    }
    place.keep();
    try {
      ImportExecution execution = legs.run(lease.get(), legEnd, progress);
      store.record(cohort).ifPresent(legs::sendOwedMails);
      return Optional.of(execution);
    } catch (LeaseLostException e) {
      LOG.warn(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The index said that the cohort was due, and it was not: let the index say what is true. While
   * an import is under way its own writes do that, and another one would only be in their way.
   */
  private void repairDueTime(CohortKey cohort) {
    Instant now = time.now();
    store.transition(
        cohort,
        found ->
            found
                .filter(record -> record.active().isEmpty())
                .filter(record -> DueTime.of(record).filter(due -> !due.isAfter(now)).isEmpty())
                .map(
                    record ->
                        CohortStore.Transition.of(CohortStore.StoreWrite.of(record), Boolean.TRUE))
                .orElseGet(() -> CohortStore.Transition.nothing(Boolean.FALSE)));
  }
}
