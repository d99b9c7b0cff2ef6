package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.verification.Verification;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The life of looks at Braze: ordered, taken by a leg, saved, ended. Each method is one transition
 * of the store. A look holds only while no import is under way: the import's begin ends the leg at
 * its next save, and its commit replaces the look.
 */
public final class PlannedLooks {
  private static final int RECENT = 50;

  private final CohortStore store;
  private final Time time;
  private final Supplier<String> tokens;

  /**
   * The looks of a store.
   *
   * @param tokens makes owner tokens that never repeat
   */
  public PlannedLooks(CohortStore store, Time time, Supplier<String> tokens) {
    this.store = store;
    this.time = time;
    this.tokens = tokens;
  }

  /** What came of asking for a look. */
  public sealed interface OrderedLook {
    /** It is due now; the execution will show what it found. */
    record Due(String executionId) implements OrderedLook {}

    /** An import is under way, and a look comes after it. */
    record AfterImport(String executionId, Instant since) implements OrderedLook {}

    /** No import of the cohort was ever completed, or the cohort has no schedule. */
    record NothingToSee() implements OrderedLook {}
  }

  /**
   * Orders a look for now, or for a moment later where Braze was just told something, instead of
   * the one that is planned.
   *
   * @param sample about how many members, or {@link PlannedLook#EVERYONE}
   */
  public OrderedLook order(CohortKey cohort, int sample) {
    Instant now = time.now();
    Optional<String> last = lastCompleted(cohort);
    return store.transition(
        cohort,
        found -> {
          if (found.isEmpty() || last.isEmpty() || found.get().belief().membership().isEmpty()) {
            return Transition.nothing(new OrderedLook.NothingToSee());
          }
          Optional<ActiveExecution> active = found.get().active();
          if (active.isPresent()) {
            return Transition.nothing(
                new OrderedLook.AfterImport(active.get().executionId(), active.get().startedAt()));
          }
          PlannedLook look = PlannedLook.at(soon(found.get(), now), last.get(), sample);
          return Transition.of(
              StoreWrite.of(found.get().with(look)), new OrderedLook.Due(last.get()));
        });
  }

  /**
   * When the look of a cohort is due; empty while there is none, or while an import is under way.
   */
  public Optional<Instant> dueAt(CohortKey cohort) {
    return store.record(cohort).flatMap(DueTime::ofLook);
  }

  /** What Braze has just taken is not there at once, and a person does not wait for minutes. */
  private static Instant soon(CohortRecord record, Instant now) {
    return record
        .belief()
        .lastAnswerAt()
        .map(at -> at.plus(PlannedLook.SHORTEST_SETTLING))
        .filter(at -> at.isAfter(now))
        .orElse(now);
  }

  private Optional<String> lastCompleted(CohortKey cohort) {
    return store
        .history(cohort, new HistoryQuery(RECENT, Optional.empty(), Optional.empty()))
        .executions()
        .stream()
        .filter(PlannedLooks::changedBraze)
        .map(ImportExecution::executionId)
        .findFirst();
  }

  private static boolean changedBraze(ImportExecution line) {
    Optional<Outcome> outcome = line.ending().map(ImportExecution.Ending::outcome);
    return line.state() == State.DONE
        && !line.origin().options().dryRun()
        && outcome
            .filter(end -> end == Outcome.COMPLETED || end == Outcome.COMPLETED_WITH_ERRORS)
            .isPresent();
  }

  /**
   * Takes the look that is due, if nobody else is at it and no import is under way.
   *
   * @param until the end of the lease
   */
  public Optional<LookLease> take(CohortKey cohort, Instant until) {
    Instant now = time.now();
    String owner = tokens.get();
    return store.transition(
        cohort,
        found -> {
          Optional<PlannedLook> due =
              found
                  .filter(record -> record.active().isEmpty())
                  .flatMap(CohortRecord::look)
                  .filter(look -> !look.dueAt().isAfter(now));
          if (due.isEmpty()) {
            return Transition.nothing(Optional.empty());
          }
          PlannedLook taken = due.get().taken(owner, until);
          CohortRecord next = found.get().with(taken);
          return Transition.of(StoreWrite.of(next), Optional.of(new LookLease(next, taken, until)));
        });
  }

  /**
   * Writes how far a leg is.
   *
   * @return whether it may go on; false where an import is under way or somebody else looks
   */
  public boolean save(LookLease lease, PlannedLook.LookSoFar soFar) {
    return write(lease, held -> Optional.of(held.at(soFar, lease.until())), false);
  }

  /** Ends a leg; another one goes on with it at that moment. */
  public void release(LookLease lease, PlannedLook.LookSoFar soFar, Instant dueAt) {
    write(lease, held -> Optional.of(held.at(soFar, dueAt).released()), true);
  }

  /** Ends a look that nobody wants any more. */
  public void drop(LookLease lease) {
    write(lease, held -> Optional.empty(), false);
  }

  /**
   * Writes a leg's end, also where an import was begun meanwhile.
   *
   * @param evenSo whether it is written while an import is under way
   */
  private boolean write(
      LookLease lease, Function<PlannedLook, Optional<PlannedLook>> next, boolean evenSo) {
    return store.transition(
        lease.record().cohort(),
        found ->
            found
                .filter(record -> evenSo || record.active().isEmpty())
                .filter(record -> isHeld(lease, record))
                .map(
                    record ->
                        Transition.of(
                            StoreWrite.of(
                                next.apply(record.look().orElseThrow())
                                    .map(record::with)
                                    .orElseGet(record::withoutLook)),
                            true))
                .orElseGet(() -> Transition.nothing(false)));
  }

  private static boolean isHeld(LookLease lease, CohortRecord record) {
    return record.look().filter(look -> look.owner().equals(lease.look().owner())).isPresent();
  }

  /**
   * Ends a look: its line of history shows what it found.
   *
   * @param reports keys of reports, by name
   * @return the line; empty where an import replaced the look meanwhile
   */
  public Optional<ImportExecution> end(
      LookLease lease, Verification verification, Map<String, String> reports) {
    CohortKey cohort = lease.record().cohort();
    return store.transition(
        cohort,
        found -> {
          if (found.isEmpty() || !isHeld(lease, found.get())) {
            return Transition.nothing(Optional.empty());
          }
          Optional<ImportExecution> line =
              store
                  .execution(cohort, lease.look().executionId())
                  .map(done -> done.with(verification, reports));
          return Transition.of(
              new StoreWrite(found.get().withoutLook(), line, Set.of(), Set.of()), line);
        });
  }
}
