package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.KeptRequest;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports that are asked for while another one of the cohort is under way. */
class KeptImportsTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  private static final BeginResult.Kept KEPT = new BeginResult.Kept("m-running", NOW);

  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());

  @BeforeEach
  void anImportIsUnderWay() {
    Schedules.stored(
        store,
        Schedules.entry(
            COHORT, Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, Optional.of(TOMORROW)));
    assertThat(manual("m-running", ImportOptions.PLAIN)).isInstanceOf(BeginResult.Begun.class);
  }

  private CohortRecord entry() {
    return store.record(COHORT).orElseThrow();
  }

  private String keptId() {
    return entry().kept().map(KeptRequest::executionId).orElse("none");
  }

  private BeginResult manual(String id, ImportOptions options) {
    return executions.begin(BeginRequest.manual(COHORT, id, "ann", options));
  }

  private BeginResult whenFree(String id) {
    return executions.begin(
        BeginRequest.manual(COHORT, id, "ann", ImportOptions.PLAIN).keptWhileBusy());
  }

  private BeginResult event(String id, int minutes) {
    return executions.begin(
        BeginRequest.event(COHORT, id, Optional.of(NOW.plus(Duration.ofMinutes(minutes)))));
  }

  /** What the worker begins when the sweep has found the cohort due. */
  private BeginResult due() {
    return executions.begin(BeginRequest.scheduled(COHORT));
  }

  private LegLease take() {
    return executions.take(COHORT, time.now().plus(Duration.ofMinutes(15))).orElseThrow();
  }

  private void end(LegLease lease, Outcome outcome) {
    Ending ending = new Ending(outcome, Optional.empty(), "", time.now());
    executions.commit(
        lease,
        new Commit(
            lease.execution().ended(ending),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            Optional.empty()));
  }

  private void in(ScheduleState state) {
    store.transition(
        COHORT,
        found ->
            Transition.of(
                StoreWrite.of(
                    found
                        .orElseThrow()
                        .with(found.orElseThrow().schedule().in(state, Optional.of(TOMORROW)))),
                Boolean.TRUE));
  }

  @ParameterizedTest
  @EnumSource
  void d29AnEventThatMeetsARunningImportIsFollowedHoweverThatEnds(Outcome outcome) {
    LegLease lease = take();

    assertThat(event("e-1", 1)).isEqualTo(KEPT);
    time.pause(Duration.ofHours(2));
    end(lease, outcome);

    assertThat(DueTime.of(entry())).as("no backlog of two hours").contains(time.now());
    ImportExecution begun = ((BeginResult.Begun) due()).execution();
    assertThat(begun.executionId()).isEqualTo("e-1");
    assertThat(begun.origin().trigger()).isEqualTo(Trigger.EVENT);
    assertThat(begun.origin().scheduledTime()).contains(NOW.plus(Duration.ofMinutes(1)));
    end(take(), Outcome.COMPLETED);
    assertThat(due()).isEqualTo(new BeginResult.NotDue());
    assertThat(entry().schedule().nextRunAt()).contains(TOMORROW);
  }

  @Test
  void d29ItIsFollowedAfterACrashAndATakeover() {
    take();
    event("e-1", 1);
    time.pause(Duration.ofHours(1));

    end(take(), Outcome.FAILED);

    assertThat(((BeginResult.Begun) due()).execution().executionId()).isEqualTo("e-1");
  }

  @Test
  void d29ManyEventsAreOneImportUnderTheIdOfTheLatest() {
    event("e-1", 1);
    event("e-3", 3);
    assertThat(event("e-2", 2)).isEqualTo(KEPT);
    end(take(), Outcome.COMPLETED);

    assertThat(((BeginResult.Begun) due()).execution().executionId()).isEqualTo("e-3");
    end(take(), Outcome.COMPLETED);

    assertThat(due()).isEqualTo(new BeginResult.NotDue());
    assertThat(event("e-3", 3)).isEqualTo(new BeginResult.AlreadyDone("e-3"));
    assertThat(event("e-1", 1)).isEqualTo(new BeginResult.Overtaken(Optional.of("e-3")));
  }

  @Test
  void d29AnyImportThatReadsTheExportAfterwardsFollowsIt() {
    event("e-1", 1);
    end(take(), Outcome.COMPLETED);

    manual("m-next", ImportOptions.PLAIN);

    assertThat(keptId()).isEqualTo("none");
  }

  @Test
  void d29ADryRunFollowsNothing() {
    event("e-1", 1);
    end(take(), Outcome.COMPLETED);

    manual("m-dry", new ImportOptions(true, false, false));

    assertThat(keptId()).isEqualTo("e-1");
  }

  @Test
  void d29AKeptEventIsOlderThanWhatRunsAndFollowedNevertheless() {
    end(take(), Outcome.COMPLETED);
    event("e-running", 10);
    event("e-late", 5);

    end(take(), Outcome.COMPLETED);

    assertThat(((BeginResult.Begun) due()).execution().executionId()).isEqualTo("e-late");
    assertThat(entry().schedule().lastScheduledTime())
        .as("what is older than the latest stays older")
        .contains(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void d29APersonIsToldBusyUnlessTheImportMayWait() {
    assertThat(manual("m-2", ImportOptions.PLAIN))
        .isEqualTo(new BeginResult.Busy("m-running", NOW));
    assertThat(keptId()).isEqualTo("none");

    assertThat(whenFree("m-3")).isEqualTo(KEPT);
    event("e-1", 1);
    whenFree("m-4");

    assertThat(keptId()).as("a person's, and the first of them").isEqualTo("m-3");
  }

  @Test
  void d29OnlyAPlainImportIsKept() {
    assertThatThrownBy(
            () ->
                BeginRequest.manual(COHORT, "m-1", "ann", new ImportOptions(false, true, false))
                    .keptWhileBusy())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void d29WhatWasMissedDuringAPauseIsNotCaughtUpButWhatAPersonAskedForIsDone() {
    event("e-1", 1);
    in(ScheduleState.PAUSED);
    assertThat(keptId()).isEqualTo("none");

    whenFree("m-2");
    end(take(), Outcome.COMPLETED);

    assertThat(((BeginResult.Begun) due()).execution().executionId()).isEqualTo("m-2");
  }

  @Test
  void d29ACancelledScheduleKeepsNothing() {
    whenFree("m-2");

    in(ScheduleState.CANCELLED);

    assertThat(keptId()).isEqualTo("none");
    end(take(), Outcome.COMPLETED);
    assertThat(due()).isEqualTo(new BeginResult.NotLive(ScheduleState.CANCELLED));
  }
}
