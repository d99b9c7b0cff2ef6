package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortEntry.Appointment;
import ai.kubit.cohortimport.ledger.CohortEntry.Belief;
import ai.kubit.cohortimport.ledger.CohortEntry.OwedMail;
import ai.kubit.cohortimport.ledger.CohortLedger.LedgerWrite;
import ai.kubit.cohortimport.ledger.CohortLedger.Transition;
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
 * one transition of the ledger, so each happens wholly or not at all, however often it is tried.
 */
public final class ImportExecutions {
  private static final Logger LOG = Logger.getLogger(ImportExecutions.class);

  private final CohortLedger ledger;
  private final Time time;
  private final Supplier<String> tokens;

  /**
   * The executions of a ledger.
   *
   * @param tokens makes owner tokens that never repeat
   */
  public ImportExecutions(CohortLedger ledger, Time time, Supplier<String> tokens) {
    this.ledger = ledger;
    this.time = time;
    this.tokens = tokens;
  }

  /** Begins an import; it then waits for a leg to take it. */
  public BeginAnswer begin(BeginRequest request) {
    Instant now = time.now();
    return ledger.transition(
        request.cohort(),
        found ->
            found
                .map(entry -> new Begin(ledger, request, now).decide(entry))
                .orElseGet(() -> Transition.nothing(new BeginAnswer.NotFound())));
  }

  /**
   * Takes the lease of what is under way, if nobody else may be working on it.
   *
   * @param leaseUntil the end of the lease; the successor waits a margin longer
   */
  public Optional<LegLease> take(CohortKey cohort, Instant leaseUntil) {
    Instant now = time.now();
    String owner = tokens.get();
    return ledger.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active =
              found
                  .flatMap(CohortEntry::active)
                  .filter(waiting -> !waiting.takeableAt().isAfter(now));
          return active.isEmpty()
              ? Transition.nothing(Optional.empty())
              : take(found.get(), active.get(), owner, now, leaseUntil);
        });
  }

  private Transition<Optional<LegLease>> take(
      CohortEntry entry, ActiveExecution active, String owner, Instant now, Instant leaseUntil) {
    Optional<ImportExecution> execution = unfinished(entry.cohort(), active);
    if (execution.isEmpty()) {
      return endedMeanwhile(entry, active);
    }
    ImportExecution running = execution.get().in(State.RUNNING);
    ActiveExecution taken = active.taken(owner, now, leaseUntil);
    CohortEntry next = entry.with(taken);
    return Transition.of(
        LedgerWrite.of(next, running),
        Optional.of(
            new LegLease(next, running, owner, taken.leg(), leaseUntil, active.stuck(now))));
  }

  private Optional<ImportExecution> unfinished(CohortKey cohort, ActiveExecution active) {
    return ledger
        .execution(cohort, active.executionId())
        .filter(line -> line.state() != State.DONE);
  }

  /**
   * The entry and its line of history are two reads, and another leg may end the execution between
   * them: then there is nothing to take. An entry that is still the same is wrong.
   */
  private Transition<Optional<LegLease>> endedMeanwhile(CohortEntry read, ActiveExecution active) {
    boolean same =
        ledger.entry(read.cohort()).filter(now -> now.version() == read.version()).isPresent();
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
    return ledger.transition(
        lease.cohort(),
        found -> {
          CohortEntry entry = held(lease, found);
          ActiveExecution held = entry.active().orElseThrow();
          ActiveExecution active = forward ? held.progressed() : held;
          return Transition.of(
              LedgerWrite.of(entry.with(active), execution), active.stopRequested());
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
    return ledger.transition(
        lease.cohort(),
        found -> {
          CohortEntry entry = held(lease, found);
          ActiveExecution active = entry.active().orElseThrow().interrupted(now, pause);
          return Transition.of(LedgerWrite.of(entry.with(active), interrupted), interrupted);
        });
  }

  /**
   * Ends an execution.
   *
   * @throws LeaseLostException when another leg has taken over
   */
  public ImportExecution commit(LegLease lease, Commit commit) {
    Instant now = time.now();
    return ledger.transition(
        lease.cohort(),
        found -> {
          CohortEntry entry = held(lease, found);
          return Transition.of(committed(entry, commit, now), commit.execution());
        });
  }

  /** Asks the execution that is under way to stop; it sees that at its next progress. */
  public Optional<String> requestStop(CohortKey cohort) {
    Instant now = time.now();
    return ledger.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active = found.flatMap(CohortEntry::active);
          return active.isEmpty()
              ? Transition.nothing(Optional.empty())
              : Transition.of(
                  LedgerWrite.of(found.get().with(active.get().stopping(now))),
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
    return ledger.transition(
        cohort,
        found -> {
          Optional<ActiveExecution> active = found.flatMap(CohortEntry::active);
          return found.isEmpty() || active.isPresent()
              ? Transition.nothing(active)
              : Transition.of(LedgerWrite.of(retired(found.get())), Optional.empty());
        });
  }

  private static CohortEntry retired(CohortEntry entry) {
    return entry
        .with(entry.appointment().in(ScheduleState.CANCELLED, Optional.empty()))
        .with(Belief.NONE)
        .with(List.<OwedMail>of());
  }

  /**
   * The entry, if the lease is still this leg's. An expired lease that nobody took is still its
   * owner's: only a successor makes it void.
   */
  private static CohortEntry held(LegLease lease, Optional<CohortEntry> found) {
    String executionId = lease.execution().executionId();
    return found
        .filter(
            entry ->
                entry
                    .active()
                    .filter(active -> active.heldBy(executionId, lease.owner()))
                    .isPresent())
        .orElseThrow(() -> new LeaseLostException(lease.cohort(), executionId));
  }

  private static LedgerWrite committed(CohortEntry entry, Commit commit, Instant now) {
    Belief before = entry.belief();
    Belief belief =
        new Belief(
            commit.membership().map(Commit.NewMembership::key).or(before::membership),
            commit.lastAnswerAt().or(before::lastAnswerAt),
            executionsSinceRefresh(before, commit),
            commit.refusal(),
            commit
                .membership()
                .map(Commit.NewMembership::recentSizes)
                .orElseGet(before::recentSizes),
            commit.membership().flatMap(Commit.NewMembership::usualRows).or(before::usualRows),
            commit
                .membership()
                .map(membership -> Set.copyOf(membership.values()))
                .or(before::names));
    List<OwedMail> mails = new ArrayList<>(entry.owedMails());
    if (!commit.recipients().isEmpty()) {
      mails.add(new OwedMail(commit.execution().executionId(), commit.recipients(), 0, now));
    }
    CohortEntry next = entry.free(now).with(belief).with(newest(mails));
    return new LedgerWrite(
        next, Optional.of(commit.execution()), Set.of(), released(entry.appointment(), commit));
  }

  /** The item is bounded, whatever keeps the mails from going out. */
  private static List<OwedMail> newest(List<OwedMail> mails) {
    int dropped = Math.max(0, mails.size() - CohortEntry.MOST_OWED_MAILS);
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
    return !execution.origin().wish().dryRun()
        && execution.ending().filter(end -> end.outcome() == Outcome.COMPLETED).isPresent();
  }

  /**
   * Values that no member holds any more and that are not the cohort's name: others may use them.
   */
  private static Set<String> released(Appointment appointment, Commit commit) {
    Set<String> released = new TreeSet<>();
    commit.membership().ifPresent(membership -> released.addAll(membership.valuesBefore()));
    commit.membership().ifPresent(membership -> released.add(commit.execution().cohortName()));
    commit.membership().ifPresent(membership -> released.removeAll(membership.values()));
    if (appointment.state() != ScheduleState.CANCELLED) {
      released.remove(appointment.definition().path("cohortName").asText());
    }
    return released;
  }
}
