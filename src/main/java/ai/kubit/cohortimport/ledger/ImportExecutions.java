package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.Belief;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The life of executions: begun, taken by a leg, progressing, interrupted, finished. Each method is
 * one transition of the store, so each happens wholly or not at all, however often it is tried.
 */
public final class ImportExecutions {
  private static final Logger LOG = Logger.getLogger(ImportExecutions.class);

  private final CohortStore store;
  private final Time time;
  private final Supplier<String> tokens;

  /**
   * The executions of a store.
   *
   * @param tokens makes owner tokens that never repeat
   */
  public ImportExecutions(CohortStore store, Time time, Supplier<String> tokens) {
    this.store = store;
    this.time = time;
    this.tokens = tokens;
  }

  /** Begins an import; it then waits for a leg to take it. */
  public BeginResult begin(BeginRequest request) {
    Instant now = time.now();
    return store.transition(
        request.cohort(),
        found ->
            found
                .map(record -> new Begin(store, request, now).decide(record))
                .orElseGet(() -> Transition.nothing(new BeginResult.NoSchedule())));
  }

  /**
   * Takes the lease of what is under way, if nobody else may be working on it.
   *
   * @param leaseUntil the end of the lease; the successor waits a margin longer
   */
  public Optional<LegLease> take(CohortKey cohort, Instant leaseUntil) {
    Instant now = time.now();
    String owner = tokens.get();
    return store.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active =
              found
                  .flatMap(CohortRecord::active)
                  .filter(waiting -> !waiting.takeableAt().isAfter(now));
          return active.isEmpty()
              ? Transition.nothing(Optional.empty())
              : take(found.get(), active.get(), owner, now, leaseUntil);
        });
  }

  private Transition<Optional<LegLease>> take(
      CohortRecord record, ActiveExecution active, String owner, Instant now, Instant leaseUntil) {
    Optional<ImportExecution> execution = unfinished(record.cohort(), active);
    if (execution.isEmpty()) {
      return endedMeanwhile(record, active);
    }
    ImportExecution running = execution.get().in(State.RUNNING);
    ActiveExecution taken = active.taken(owner, now, leaseUntil);
    CohortRecord next = record.with(taken);
    return Transition.of(
        StoreWrite.of(next, running),
        Optional.of(
            new LegLease(next, running, owner, taken.leg(), leaseUntil, active.stuck(now))));
  }

  private Optional<ImportExecution> unfinished(CohortKey cohort, ActiveExecution active) {
    return store.execution(cohort, active.executionId()).filter(line -> line.state() != State.DONE);
  }

  /**
   * The record and its line of history are two reads, and another leg may end the execution between
   * them: then there is nothing to take. A record that is still the same is wrong.
   */
  private Transition<Optional<LegLease>> endedMeanwhile(CohortRecord read, ActiveExecution active) {
    boolean same =
        store.record(read.cohort()).filter(now -> now.version() == read.version()).isPresent();
    if (same) {
      throw new IllegalStateException(
          "no unfinished line of history, though under way: " + active.executionId());
    }
    return Transition.nothing(Optional.empty());
  }

  /**
   * Writes how far a leg has come.
   *
   * @param forward whether that is further than the leg before
   * @return whether a person asked to stop
   * @throws LeaseLostException when another leg has taken over
   */
  public boolean progress(LegLease lease, ImportExecution execution, boolean forward) {
    return store.transition(
        lease.cohort(),
        found -> {
          CohortRecord record = held(lease, found);
          ActiveExecution held = record.active().orElseThrow();
          ActiveExecution active = forward ? held.progressed() : held;
          return Transition.of(
              StoreWrite.of(record.with(active), execution), active.stopRequested());
        });
  }

  /**
   * Ends a leg; another one goes on.
   *
   * @throws LeaseLostException when another leg has taken over
   */
  public ImportExecution interrupt(LegLease lease, ImportExecution execution, Pause pause) {
    Instant now = time.now();
    ImportExecution interrupted = execution.in(State.INTERRUPTED);
    return store.transition(
        lease.cohort(),
        found -> {
          CohortRecord record = held(lease, found);
          ActiveExecution active = record.active().orElseThrow().interrupted(now, pause);
          return Transition.of(StoreWrite.of(record.with(active), interrupted), interrupted);
        });
  }

  /**
   * Ends an execution.
   *
   * @throws LeaseLostException when another leg has taken over
   */
  public ImportExecution commit(LegLease lease, Commit commit) {
    Instant now = time.now();
    return store.transition(
        lease.cohort(),
        found -> {
          CohortRecord record = held(lease, found);
          return Transition.of(committed(record, commit, now), commit.execution());
        });
  }

  /** Asks the execution that is under way to stop; it sees that at its next progress. */
  public Optional<String> requestStop(CohortKey cohort) {
    Instant now = time.now();
    return store.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active = found.flatMap(CohortRecord::active);
          return active.isEmpty()
              ? Transition.nothing(Optional.empty())
              : Transition.of(
                  StoreWrite.of(found.get().with(active.get().stopping(now))),
                  active.map(ActiveExecution::executionId));
        });
  }

  /**
   * Ends a cohort's schedule with everything that hangs on it, so that nothing begins any more and
   * nothing refers to what will be deleted next.
   *
   * @return the execution that is under way, if there is one: then nothing was done
   */
  public Optional<ActiveExecution> retire(CohortKey cohort) {
    return store.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active = found.flatMap(CohortRecord::active);
          return found.isEmpty() || active.isPresent()
              ? Transition.nothing(active)
              : Transition.of(StoreWrite.of(retired(found.get())), Optional.empty());
        });
  }

  private static CohortRecord retired(CohortRecord record) {
    return record
        .with(record.schedule().in(ScheduleState.CANCELLED, Optional.empty()))
        .with(Belief.NONE)
        .with(List.<PendingMail>of())
        .withoutLook();
  }

  /**
   * The record, if the lease is still this leg's. An expired lease that nobody took is still its
   * owner's: only a successor makes it void.
   */
  private static CohortRecord held(LegLease lease, Optional<CohortRecord> found) {
    String executionId = lease.execution().executionId();
    return found
        .filter(
            record ->
                record
                    .active()
                    .filter(active -> active.heldBy(executionId, lease.owner()))
                    .isPresent())
        .orElseThrow(() -> new LeaseLostException(lease.cohort(), executionId));
  }

  private static StoreWrite committed(CohortRecord record, Commit commit, Instant now) {
    Belief belief = belief(record.belief(), commit);
    List<PendingMail> mails = new ArrayList<>(record.pendingMails());
    if (!commit.recipients().isEmpty()) {
      mails.add(new PendingMail(commit.execution().executionId(), commit.recipients(), 0, now));
    }
    CohortRecord next = record.free(now).with(belief).with(newest(mails));
    CohortRecord looking = commit.look().map(next::with).orElse(next);
    return new StoreWrite(
        looking, Optional.of(commit.execution()), Set.of(), released(record.schedule(), commit));
  }

  private static Belief belief(Belief before, Commit commit) {
    Optional<Commit.NewMembership> membership = commit.membership();
    return new Belief(
        membership.map(Commit.NewMembership::key).or(before::membership),
        membership.map(committed -> Set.copyOf(committed.values())).or(before::names),
        commit.lastAnswerAt().or(before::lastAnswerAt),
        executionsSinceRefresh(before, commit),
        new CohortRecord.GuardMemory(
            commit.refusal(),
            membership.map(Commit.NewMembership::recentSizes).orElseGet(before::recentSizes),
            membership.flatMap(Commit.NewMembership::usualRows).or(before::usualRows)));
  }

  /** The item is bounded, whatever keeps the mails from going out. */
  private static List<PendingMail> newest(List<PendingMail> mails) {
    int dropped = Math.max(0, mails.size() - CohortRecord.MOST_PENDING_MAILS);
    mails
        .subList(0, dropped)
        .forEach(
            mail ->
                LOG.warnf("the mail about %s was dropped: too many are owed", mail.executionId()));
    return mails.subList(dropped, mails.size());
  }

  private static int executionsSinceRefresh(Belief before, Commit commit) {
    if (commit.refreshed()) {
      return 0;
    }
    return commit.membership().isPresent() || foundNothingToDo(commit.execution())
        ? before.executionsSinceRefresh() + 1
        : before.executionsSinceRefresh();
  }

  private static boolean foundNothingToDo(ImportExecution execution) {
    return !execution.origin().options().dryRun()
        && execution.ending().filter(end -> end.outcome() == Outcome.COMPLETED).isPresent();
  }

  /**
   * Values that no member holds any more and that are not the cohort's name: others may use them.
   */
  private static Set<String> released(CohortSchedule schedule, Commit commit) {
    Set<String> released = new TreeSet<>();
    commit.membership().ifPresent(membership -> released.addAll(membership.valuesBefore()));
    commit.membership().ifPresent(membership -> released.add(commit.execution().cohortName()));
    commit.membership().ifPresent(membership -> released.removeAll(membership.values()));
    if (schedule.state() != ScheduleState.CANCELLED) {
      released.remove(schedule.stored().cohortName());
    }
    return released;
  }
}
