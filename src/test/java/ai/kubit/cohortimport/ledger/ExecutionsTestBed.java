package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.Commit.NewMembership;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Executions of one cohort over a store in memory, in virtual time. */
abstract class ExecutionsTestBed {
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  static final CohortKey COHORT = new CohortKey("acme", "vip");

  final VirtualTime time = new VirtualTime(NOW);
  final InMemoryCohortStore store = new InMemoryCohortStore();
  final AtomicInteger tokens = new AtomicInteger();
  final ImportExecutions executions =
      new ImportExecutions(store, time, () -> "owner-" + tokens.incrementAndGet());

  void schedule(ObjectNode definition, ScheduleState state, Instant nextRunAt) {
    Schedules.stored(
        store, Schedules.entry(COHORT, definition, state, Optional.ofNullable(nextRunAt)));
  }

  void daily() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW);
  }

  CohortRecord entry() {
    return store.record(COHORT).orElseThrow();
  }

  List<String> history() {
    return store
        .history(COHORT, new HistoryQuery(100, Optional.empty(), Optional.empty()))
        .executions()
        .stream()
        .map(ImportExecution::executionId)
        .toList();
  }

  BeginResult scheduled() {
    return executions.begin(BeginRequest.scheduled(COHORT));
  }

  BeginResult manual(String id, Optional<String> confirm) {
    return begin(Trigger.MANUAL, Optional.of(id), Optional.empty(), ImportOptions.PLAIN, confirm);
  }

  BeginResult manual(String id) {
    return manual(id, Optional.empty());
  }

  BeginResult event(Instant scheduledTime) {
    return event("e-" + scheduledTime.getEpochSecond(), scheduledTime);
  }

  BeginResult event(String id, Instant scheduledTime) {
    return executions.begin(BeginRequest.event(COHORT, id, Optional.of(scheduledTime)));
  }

  BeginResult begin(
      Trigger trigger,
      Optional<String> id,
      Optional<Instant> scheduledTime,
      ImportOptions options,
      Optional<String> confirm) {
    return executions.begin(
        new BeginRequest(
            COHORT, id, new ImportCause(trigger, "", scheduledTime), options, confirm, false));
  }

  LegLease take() {
    return executions.take(COHORT, time.now().plus(Duration.ofMinutes(15))).orElseThrow();
  }

  static Ending ending(Outcome outcome) {
    return new Ending(outcome, Optional.empty(), "", NOW);
  }

  Commit plain(LegLease lease) {
    return commit(lease, Optional.empty(), Optional.empty());
  }

  Commit commit(LegLease lease, Optional<NewMembership> membership, Optional<Refusal> refusal) {
    return new Commit(
        lease.execution().ended(ending(Outcome.COMPLETED)),
        membership,
        Optional.empty(),
        false,
        refusal,
        List.of(),
        Optional.empty());
  }

  static Optional<NewMembership> membership(Set<String> values, Set<String> before) {
    return Optional.of(
        new NewMembership(
            "manifest",
            new TreeSet<>(values),
            new TreeSet<>(before),
            RecentSizes.NONE,
            Optional.empty()));
  }

  void finish() {
    LegLease lease = take();
    executions.commit(lease, plain(lease));
  }

  static Confirmation question(long removals) {
    return new Confirmation(Reason.GUARD_REMOVALS, "print", removals, 20);
  }

  void refused(long removals) {
    daily();
    manual("m-0");
    LegLease lease = take();
    executions.commit(
        lease,
        commit(lease, Optional.empty(), Optional.of(new Refusal("m-0", question(removals)))));
  }

  static Pause outOfTime(Instant resumeAt) {
    return new Pause(resumeAt, "the time is over", Pause.Cause.TIME);
  }
}
