package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.ledger.BeginResult.AlreadyDone;
import ai.kubit.cohortimport.ledger.BeginResult.Begun;
import ai.kubit.cohortimport.ledger.BeginResult.Busy;
import ai.kubit.cohortimport.ledger.BeginResult.NotDue;
import ai.kubit.cohortimport.ledger.BeginResult.NotFound;
import ai.kubit.cohortimport.ledger.BeginResult.NotLive;
import ai.kubit.cohortimport.ledger.BeginResult.NothingToConfirm;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.Commit.NewMembership;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.ledger.ImportExecution.Wish;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImportExecutionsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final CohortKey COHORT = new CohortKey("acme", "vip");

  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore ledger = new InMemoryCohortStore();
  private final AtomicInteger tokens = new AtomicInteger();
  private final ImportExecutions executions =
      new ImportExecutions(ledger, time, () -> "owner-" + tokens.incrementAndGet());

  private void schedule(ObjectNode definition, ScheduleState state, Instant nextRunAt) {
    Schedules.stored(
        ledger, Schedules.entry(COHORT, definition, state, Optional.ofNullable(nextRunAt)));
  }

  private void daily() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW);
  }

  private CohortRecord entry() {
    return ledger.entry(COHORT).orElseThrow();
  }

  private List<String> history() {
    return ledger
        .history(COHORT, new HistoryQuery(100, Optional.empty(), Optional.empty()))
        .executions()
        .stream()
        .map(ImportExecution::executionId)
        .toList();
  }

  private BeginResult appointment() {
    return executions.begin(BeginRequest.appointment(COHORT));
  }

  private BeginResult manual(String id, Optional<String> confirm) {
    return begin(Trigger.MANUAL, Optional.of(id), Optional.empty(), Wish.PLAIN, confirm);
  }

  private BeginResult manual(String id) {
    return manual(id, Optional.empty());
  }

  private BeginResult event(Instant scheduledTime) {
    return event("e-" + scheduledTime.getEpochSecond(), scheduledTime);
  }

  private BeginResult event(String id, Instant scheduledTime) {
    return executions.begin(BeginRequest.event(COHORT, id, Optional.of(scheduledTime)));
  }

  private BeginResult begin(
      Trigger trigger,
      Optional<String> id,
      Optional<Instant> scheduledTime,
      Wish wish,
      Optional<String> confirm) {
    return executions.begin(
        new BeginRequest(COHORT, trigger, id, scheduledTime, "", wish, confirm));
  }

  private LegLease take() {
    return executions.take(COHORT, time.now().plus(Duration.ofMinutes(15))).orElseThrow();
  }

  private static Ending ending(Outcome outcome) {
    return new Ending(outcome, Optional.empty(), "", NOW);
  }

  private Commit plain(LegLease lease) {
    return commit(lease, Optional.empty(), Optional.empty());
  }

  private Commit commit(
      LegLease lease, Optional<NewMembership> membership, Optional<Refusal> refusal) {
    return new Commit(
        lease.execution().ended(ending(Outcome.COMPLETED)),
        membership,
        Optional.empty(),
        false,
        refusal,
        List.of());
  }

  private static Optional<NewMembership> membership(Set<String> values, Set<String> before) {
    return Optional.of(
        new NewMembership(
            "manifest",
            new TreeSet<>(values),
            new TreeSet<>(before),
            RecentSizes.NONE,
            Optional.empty()));
  }

  private void finish() {
    LegLease lease = take();
    executions.commit(lease, plain(lease));
  }

  // Begin

  /** It used to be due for ever, and was never imported again. */
  @Test
  void anEntryThatARestoreSetBackMovesOnToWhatTheHistoryDoesNotKnow() {
    daily();
    CohortRecord copy = entry();
    appointment();
    finish();
    time.setWallClock(NOW.plus(Duration.ofDays(1)));
    ledger.write(
        CohortStore.StoreWrite.of(
            new CohortRecord(
                COHORT,
                entry().version(),
                copy.appointment(),
                Optional.empty(),
                entry().belief(),
                List.of())));

    assertThat(appointment()).isEqualTo(new AlreadyDone("s-20261122T0800Z-r1"));

    assertThat(entry().appointment().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(((Begun) appointment()).execution().executionId()).isEqualTo("s-20261123T0800Z-r1");
  }

  @Test
  void anAppointmentBeginsOnceAndMovesToTheNext() {
    daily();

    ImportExecution begun = ((Begun) appointment()).execution();

    assertThat(begun.executionId()).isEqualTo("s-20261122T0800Z-r1");
    assertThat(begun.state()).isEqualTo(State.QUEUED);
    assertThat(begun.cohortName()).isEqualTo("VIP");
    assertThat(begun.origin().trigger()).isEqualTo(Trigger.SCHEDULED);
    assertThat(begun.origin().scheduledTime()).contains(NOW);
    assertThat(begun.origin().startedAt()).isEqualTo(NOW);
    assertThat(entry().appointment().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(entry().appointment().lastScheduledTime()).contains(NOW);
    assertThat(entry().active().orElseThrow().executionId()).isEqualTo(begun.executionId());
    assertThat(appointment()).isEqualTo(new NotDue());
  }

  @Test
  void theIdOfAnAppointmentCarriesTheRevision() {
    assertThat(BeginRequest.appointmentId(NOW, 3)).isEqualTo("s-20261122T0800Z-r3");
  }

  @Test
  void anExecutionThatIsNoAppointmentNeedsAnId() {
    assertThatThrownBy(
            () ->
                begin(
                    Trigger.MANUAL,
                    Optional.empty(),
                    Optional.empty(),
                    Wish.PLAIN,
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missedAppointmentsAreCaughtUpOnce() {
    daily();
    time.pause(Duration.ofDays(3).plusHours(1));

    assertThat(((Begun) appointment()).execution().executionId()).isEqualTo("s-20261122T0800Z-r1");
    finish();

    assertThat(appointment()).isEqualTo(new NotDue());
    assertThat(entry().appointment().nextRunAt()).contains(NOW.plus(Duration.ofDays(4)));
    assertThat(history()).hasSize(1);
  }

  @Test
  void aCohortWithoutScheduleIsNotFound() {
    assertThat(appointment()).isEqualTo(new NotFound());
    assertThat(executions.take(COHORT, NOW)).isEmpty();
    assertThat(executions.requestStop(COHORT)).isEmpty();
  }

  @Test
  void nothingIsDueASecondBeforeTheAppointment() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW.plusSeconds(1));

    assertThat(appointment()).isEqualTo(new NotDue());
    assertThat(history()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE, SCHEDULED, true", "LIVE, EVENT, true", "LIVE, MANUAL, true",
    "PAUSED, SCHEDULED, false", "PAUSED, EVENT, false", "PAUSED, MANUAL, true",
    "FINISHED, SCHEDULED, false", "FINISHED, EVENT, false", "FINISHED, MANUAL, true",
    "CANCELLED, SCHEDULED, false", "CANCELLED, EVENT, false", "CANCELLED, MANUAL, false",
  })
  void whoMayBeginDependsOnTheScheduleState(ScheduleState state, Trigger trigger, boolean allowed) {
    schedule(Schedules.daily(COHORT, "VIP"), state, NOW);

    BeginResult answer =
        begin(trigger, Optional.of("id"), Optional.empty(), Wish.PLAIN, Optional.empty());

    if (allowed) {
      assertThat(answer).isInstanceOf(Begun.class);
    } else {
      assertThat(answer).isEqualTo(new NotLive(state));
      assertThat(history()).isEmpty();
    }
  }

  @Test
  void aCancelledCohortMayStillBeDrained() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.CANCELLED, null);

    BeginResult answer =
        begin(
            Trigger.MANUAL,
            Optional.of("m-1"),
            Optional.empty(),
            new Wish(false, false, true),
            Optional.empty());

    assertThat(((Begun) answer).execution().origin().wish().drain()).isTrue();
  }

  @Test
  void theSameEventBeforeDuringAndAfterTheRunIsOneExecution() {
    daily();
    assertThat(event(NOW)).isInstanceOf(Begun.class);
    AlreadyDone again = new AlreadyDone("e-" + NOW.getEpochSecond());

    assertThat(event(NOW)).as("queued").isEqualTo(again);
    LegLease lease = take();
    assertThat(event(NOW)).as("running").isEqualTo(again);
    executions.commit(lease, plain(lease));
    assertThat(event(NOW)).as("done").isEqualTo(again);

    assertThat(history()).hasSize(1);
    assertThat(entry().active()).isEmpty();
  }

  @Test
  void theEventAndTheTickOfOneAppointmentAreOneExecution() {
    daily();
    assertThat(event(NOW)).isInstanceOf(Begun.class);
    finish();

    assertThat(appointment()).isEqualTo(new NotDue());
  }

  @Test
  void anotherTriggerWhileOneIsUnderWayIsBusy() {
    daily();
    appointment();

    assertThat(manual("m-1")).isEqualTo(new Busy("s-20261122T0800Z-r1", NOW));
    assertThat(ledger.execution(COHORT, "m-1")).isEmpty();
  }

  @Test
  void anOvertakenAppointmentIsNotImportedAnyMore() {
    daily();
    appointment();
    finish();

    assertThat(event(NOW.minus(Duration.ofDays(1))))
        .as("d30, it names the execution that was newer, not one that is none")
        .isEqualTo(new BeginResult.Overtaken(Optional.of("s-20261122T0800Z-r1")));
    assertThat(history()).containsExactly("s-20261122T0800Z-r1");
  }

  @Test
  void d30WhereTheNewerExecutionIsNotKeptAnyMoreNoneIsNamed() {
    daily();
    appointment();
    finish();
    ledger.forgetSomeHistory(COHORT);

    assertThat(event(NOW.minusSeconds(1))).isEqualTo(new BeginResult.Overtaken(Optional.empty()));
  }

  @Test
  void d28TwoEventsOfOneMinuteAboutTwoExportsAreTwoImports() {
    daily();

    assertThat(event("e-first", NOW.plusSeconds(5))).isInstanceOf(Begun.class);
    finish();
    assertThat(event("e-second", NOW.plusSeconds(20))).isInstanceOf(Begun.class);
    finish();
    assertThat(event("e-second", NOW.plusSeconds(20))).isEqualTo(new AlreadyDone("e-second"));

    assertThat(history()).containsExactlyInAnyOrder("e-first", "e-second");
  }

  @Test
  void d28AnEventOfTheVeryTimeThatTheScheduleHasImportedIsDone() {
    daily();
    appointment();
    finish();

    assertThat(event("e-1", NOW)).isEqualTo(new AlreadyDone("s-20261122T0800Z-r1"));
    assertThat(event("e-2", NOW.plusSeconds(20))).isInstanceOf(Begun.class);
  }

  @Test
  void a5TheSameTokenWithOtherOptionsIsNotTakenForDone() {
    daily();
    Wish dryRun = new Wish(true, false, false);
    begin(Trigger.MANUAL, Optional.of("m-1"), Optional.empty(), dryRun, Optional.empty());
    finish();

    assertThat(manual("m-1")).isEqualTo(new BeginResult.OtherOptions("m-1"));
    assertThat(manual("m-1", Optional.of("s-1"))).isEqualTo(new BeginResult.OtherOptions("m-1"));
    assertThat(
            begin(Trigger.MANUAL, Optional.of("m-1"), Optional.empty(), dryRun, Optional.empty()))
        .isEqualTo(new AlreadyDone("m-1"));
    assertThat(history()).containsExactly("m-1");
  }

  @Test
  void aManualImportLeavesTheAppointmentAlone() {
    daily();

    manual("m-1");

    assertThat(entry().appointment().nextRunAt()).contains(NOW);
    assertThat(entry().appointment().lastScheduledTime()).isEmpty();
    finish();
    assertThat(appointment()).isInstanceOf(Begun.class);
  }

  @Test
  void anEarlierEventDoesNotTakeTheNextAppointmentAway() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW.plus(Duration.ofDays(2)));

    assertThat(event(NOW.minusSeconds(60))).isInstanceOf(Begun.class);

    assertThat(entry().appointment().nextRunAt()).contains(NOW.plus(Duration.ofDays(2)));
    assertThat(entry().appointment().lastScheduledTime()).contains(NOW.minusSeconds(60));
  }

  @Test
  void anEventThatRunsAheadOfOurClockDoesNotStopTheSchedule() {
    daily();
    time.setWallClock(NOW.minusSeconds(2));
    assertThat(event(NOW)).isInstanceOf(Begun.class);
    finish();

    assertThat(entry().appointment().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void aOneTimeScheduleIsFinishedOnceItBegan() {
    schedule(Schedules.oneTime(COHORT, "VIP", "2026-11-22T08:00"), ScheduleState.LIVE, NOW);

    assertThat(appointment()).isInstanceOf(Begun.class);

    assertThat(entry().appointment().state()).isEqualTo(ScheduleState.FINISHED);
    assertThat(entry().appointment().nextRunAt()).isEmpty();
    assertThat(appointment()).isEqualTo(new NotLive(ScheduleState.FINISHED));
  }

  @Test
  void aScheduleThatIsWrongIsPausedAfterTheImportThatSaysSo() {
    ObjectNode wrong = Schedules.daily(COHORT, "VIP").put("timeZone", "Mars/Olympus");
    schedule(wrong, ScheduleState.LIVE, NOW);

    assertThat(appointment()).isInstanceOf(Begun.class);

    assertThat(entry().appointment().state()).isEqualTo(ScheduleState.PAUSED);
  }

  // Confirmation

  private static Confirmation question(long removals) {
    return new Confirmation(Reason.GUARD_REMOVALS, "print", removals, 20);
  }

  private void refused(long removals) {
    daily();
    manual("m-0");
    LegLease lease = take();
    executions.commit(
        lease,
        commit(lease, Optional.empty(), Optional.of(new Refusal("m-0", question(removals)))));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1100", "9, 9", "10, 11", "19, 20"})
  void aConfirmationCoversATenthMore(long removals, long allowed) {
    refused(removals);

    ImportExecution begun = ((Begun) manual("m-1", Optional.of("m-0"))).execution();

    Confirmation confirmed = begun.origin().wish().confirmation().orElseThrow();
    assertThat(confirmed).isEqualTo(question(removals));
    assertThat(confirmed.removalsUpTo()).isEqualTo(allowed);
    assertThat(confirmed.additionsUpTo()).isEqualTo(22);
  }

  @Test
  void aConfirmationIsGoodOnce() {
    refused(1000);
    manual("m-1", Optional.of("m-0"));
    assertThat(entry().belief().refusal()).isEmpty();
    finish();

    assertThat(manual("m-2", Optional.of("m-0"))).isEqualTo(new NothingToConfirm());
    assertThat(history()).doesNotContain("m-2");
  }

  @Test
  void aDryRunDoesNotUseUpTheConfirmation() {
    refused(1000);

    ImportExecution dry =
        ((Begun)
                begin(
                    Trigger.MANUAL,
                    Optional.of("m-1"),
                    Optional.empty(),
                    new Wish(true, false, false),
                    Optional.of("m-0")))
            .execution();

    assertThat(dry.origin().wish().confirmation()).contains(question(1000));
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void aConfirmationMustNameTheRefusedExecution() {
    refused(1000);

    assertThat(manual("m-1", Optional.of("m-9"))).isEqualTo(new NothingToConfirm());
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void anImportWithoutConfirmationConfirmsNothingAndUsesNothingUp() {
    refused(1000);

    ImportExecution begun = ((Begun) manual("m-1")).execution();

    assertThat(begun.origin().wish().confirmation()).isEmpty();
    assertThat(entry().belief().refusal()).contains(new Refusal("m-0", question(1000)));
  }

  @Test
  void nobodyConfirmsByAskingForANumber() {
    daily();

    ImportExecution begun =
        ((Begun)
                begin(
                    Trigger.MANUAL,
                    Optional.of("m-1"),
                    Optional.empty(),
                    new Wish(true, true, false, Optional.of(question(999))),
                    Optional.empty()))
            .execution();

    assertThat(begun.origin().wish()).isEqualTo(new Wish(true, true, false));
  }

  // Lease

  @Test
  void aLegTakesWhatIsQueuedAndNobodyElseDoes() {
    daily();
    appointment();

    LegLease lease = take();

    assertThat(lease.leg()).isEqualTo(1);
    assertThat(lease.stuck()).isFalse();
    assertThat(lease.until()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(lease.sendingUntil()).isEqualTo(lease.until().minusSeconds(30));
    assertThat(ledger.execution(COHORT, lease.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.RUNNING);
    assertThat(executions.take(COHORT, NOW)).isEmpty();
  }

  @Test
  void aLeaseIsTakenOverOneMinuteAfterItsEndAndNotEarlier() {
    daily();
    appointment();
    LegLease first = take();

    time.pause(Duration.ofMinutes(16).minusNanos(1));
    assertThat(executions.take(COHORT, NOW)).isEmpty();
    time.pause(Duration.ofNanos(1));
    LegLease second = take();

    assertThat(second.leg()).isEqualTo(2);
    assertThat(second.owner()).isNotEqualTo(first.owner());
    assertThat(second.execution().executionId()).isEqualTo(first.execution().executionId());
  }

  @Test
  void whoLostTheLeaseWritesNothingMore() {
    daily();
    appointment();
    LegLease lost = take();
    time.pause(Duration.ofMinutes(16));
    LegLease successor = take();
    CohortRecord before = entry();

    assertThatThrownBy(() -> executions.progress(lost, lost.execution(), true))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> executions.interrupt(lost, lost.execution(), outOfTime(NOW)))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> executions.commit(lost, plain(lost)))
        .isInstanceOf(LeaseLostException.class);

    assertThat(entry()).isEqualTo(before);
    executions.commit(successor, plain(successor));
    assertThatThrownBy(() -> executions.commit(successor, plain(successor)))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void anInterruptedLegHoldsNothingAnyMore() {
    daily();
    appointment();
    LegLease lease = take();
    executions.interrupt(lease, lease.execution(), outOfTime(NOW));

    assertThatThrownBy(() -> executions.progress(lease, lease.execution(), true))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void theLeaseOfAnEarlierExecutionIsWorthNothingForTheNext() {
    daily();
    ImportExecutions sameToken = new ImportExecutions(ledger, time, () -> "owner");
    appointment();
    LegLease old = sameToken.take(COHORT, NOW.plusSeconds(900)).orElseThrow();
    sameToken.commit(old, plain(old));
    manual("m-1");
    assertThat(sameToken.take(COHORT, NOW.plusSeconds(900))).isPresent();

    assertThatThrownBy(() -> sameToken.commit(old, plain(old)))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void anExpiredLeaseThatNobodyTookIsStillItsOwners() {
    daily();
    appointment();
    LegLease lease = take();
    time.pause(Duration.ofHours(2));

    executions.commit(lease, plain(lease));

    assertThat(entry().active()).isEmpty();
  }

  @Test
  void anInterruptedExecutionWaitsUntilItMayResume() {
    daily();
    appointment();
    LegLease lease = take();
    ImportExecution interrupted =
        executions.interrupt(lease, lease.execution(), outOfTime(NOW.plusSeconds(3000)));

    assertThat(interrupted.state()).isEqualTo(State.INTERRUPTED);
    assertThat(executions.take(COHORT, NOW)).isEmpty();
    assertThat(ledger.execution(COHORT, lease.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.INTERRUPTED);
    time.pause(Duration.ofMinutes(50));
    assertThat(take().leg()).isEqualTo(2);
  }

  @Test
  void progressIsKeptForTheNextLeg() {
    daily();
    appointment();
    LegLease lease = take();
    Counts counts = Counts.NONE.with(new Counts.Members(7, 0, 0, 0));

    assertThat(executions.progress(lease, lease.execution().with(counts), true)).isFalse();
    time.pause(Duration.ofMinutes(16));

    assertThat(take().execution().counts()).isEqualTo(counts);
  }

  @Test
  void fiveLegsWithoutProgressAreStuck() {
    daily();
    appointment();
    for (int leg = 1; leg <= 5; leg++) {
      assertThat(take().stuck()).isFalse();
      time.pause(Duration.ofMinutes(16));
    }

    assertThat(take().stuck()).isTrue();
  }

  @Test
  void progressStartsTheCountAnew() {
    daily();
    appointment();
    for (int leg = 1; leg <= 12; leg++) {
      LegLease lease = take();
      assertThat(lease.stuck()).isFalse();
      if (leg % 5 == 0) {
        executions.progress(lease, lease.execution(), true);
      }
      time.pause(Duration.ofMinutes(16));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void moreThanADayIsStuck(long nanos, boolean stuck) {
    daily();
    appointment();
    time.pause(Duration.ofHours(24).plusNanos(nanos));

    assertThat(take().stuck()).isEqualTo(stuck);
  }

  @Test
  void anExecutionWithoutItsLineOfHistoryIsAFaultOfOurs() {
    daily();
    ledger.write(CohortStore.StoreWrite.of(entry().with(ActiveExecution.queued("m-lost", NOW))));

    assertThatThrownBy(this::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("m-lost");
  }

  /** It used to throw, and the worker with it. */
  @Test
  void anExecutionThatAnotherLegEndsBetweenTheTwoReadsIsNotTaken() {
    daily();
    appointment();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    ledger.beforeLine(() -> executions.commit(first, plain(first)));

    Optional<LegLease> second = executions.take(COHORT, time.now());

    assertThat(second).isEmpty();
    assertThat(entry().active()).isEmpty();
    assertThat(ledger.execution(COHORT, first.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.DONE);
  }

  @Test
  void anExecutionWhoseHistoryIsDeletedBetweenTheTwoReadsIsNotTaken() {
    daily();
    appointment();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    ledger.beforeLine(
        () -> {
          executions.commit(first, plain(first));
          executions.retire(COHORT);
          ledger.forgetSomeHistory(COHORT);
        });

    assertThat(executions.take(COHORT, time.now())).isEmpty();
  }

  @Test
  void aLegThatAnotherInterruptsBetweenTheTwoReadsIsTakenAfterAll() {
    daily();
    appointment();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    Pause pause = new Pause(time.now(), "the process ends", Pause.Cause.PROCESS_END);
    ledger.beforeLine(() -> executions.interrupt(first, first.execution(), pause));

    LegLease second = take();

    assertThat(second.leg()).isEqualTo(2);
  }

  @Test
  void anExecutionUnderWayWhoseLineOfHistoryIsOverIsAFaultOfOurs() {
    daily();
    appointment();
    finish();
    String over = history().get(0);
    ledger.write(CohortStore.StoreWrite.of(entry().with(ActiveExecution.queued(over, NOW))));

    assertThatThrownBy(this::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(over);
  }

  // Stop

  @Test
  void aStopIsSeenAtTheNextProgress() {
    daily();
    appointment();
    LegLease lease = take();

    assertThat(executions.requestStop(COHORT)).contains(lease.execution().executionId());

    assertThat(executions.progress(lease, lease.execution(), true)).isTrue();
  }

  @Test
  void aStopWakesWhatIsInterruptedAndIsNotForgotten() {
    daily();
    appointment();
    LegLease lease = take();
    executions.interrupt(lease, lease.execution(), outOfTime(NOW.plus(Duration.ofHours(1))));

    executions.requestStop(COHORT);

    LegLease next = take();
    assertThat(next.entry().active().orElseThrow().stopRequested()).isTrue();
  }

  @Test
  void aLegThatWasAskedToStopAndMustWaitForBrazeIsNotWaitedFor() {
    daily();
    appointment();
    LegLease lease = take();
    executions.requestStop(COHORT);

    executions.interrupt(lease, lease.execution(), outOfTime(NOW.plus(Duration.ofHours(1))));

    assertThat(take().entry().active().orElseThrow().stopRequested()).isTrue();
  }

  @Test
  void thereIsNothingToStopWhenNothingIsUnderWay() {
    daily();

    assertThat(executions.requestStop(COHORT)).isEmpty();
  }

  // Commit

  @Test
  void aCommitWritesTheLineTheMembershipAndTheMailsAtOnce() {
    daily();
    appointment();
    LegLease lease = take();

    executions.commit(
        lease,
        new Commit(
            lease.execution().ended(ending(Outcome.COMPLETED)),
            membership(Set.of("VIP"), Set.of()),
            Optional.of(NOW.plusSeconds(5)),
            false,
            Optional.empty(),
            List.of("ann@example.com")));

    String id = lease.execution().executionId();
    CohortRecord entry = entry();
    assertThat(entry.active()).isEmpty();
    assertThat(entry.belief())
        .isEqualTo(
            new CohortRecord.Belief(
                Optional.of("manifest"),
                Optional.of(NOW.plusSeconds(5)),
                1,
                Optional.empty(),
                RecentSizes.NONE,
                Optional.empty(),
                Optional.of(Set.of("VIP"))));
    assertThat(entry.pendingMails())
        .containsExactly(new PendingMail(id, List.of("ann@example.com"), 0, NOW));
    assertThat(ledger.execution(COHORT, id).orElseThrow().ending())
        .contains(ending(Outcome.COMPLETED));
    assertThat(ledger.holderOf("acme", "VIP")).contains("vip");
  }

  @Test
  void aCommitWithoutMembershipKeepsWhatIsBelieved() {
    aCommitWritesTheLineTheMembershipAndTheMailsAtOnce();
    manual("m-1");

    finish();

    assertThat(entry().belief().membership()).contains("manifest");
    assertThat(entry().belief().lastAnswerAt()).contains(NOW.plusSeconds(5));
    assertThat(entry().belief().executionsSinceRefresh()).isEqualTo(2);
    assertThat(entry().pendingMails()).hasSize(1);
  }

  /** While no mail goes out, the item must not grow towards DynamoDB's limit. */
  @Test
  void owedMailsAreBounded() {
    daily();
    List<String> fifty = Collections.nCopies(50, "x".repeat(242) + "@example.com");
    for (int i = 0; i < 3 * CohortRecord.MOST_OWED_MAILS; i++) {
      manual("m-" + i);
      LegLease lease = take();
      executions.commit(
          lease,
          new Commit(
              lease.execution().ended(ending(Outcome.COMPLETED)),
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              fifty));
    }

    assertThat(entry().pendingMails()).hasSize(CohortRecord.MOST_OWED_MAILS);
    assertThat(entry().pendingMails().get(CohortRecord.MOST_OWED_MAILS - 1).executionId())
        .isEqualTo("m-" + (3 * CohortRecord.MOST_OWED_MAILS - 1));
    assertThat(CohortRecordJson.write(entry()).toString()).hasSizeLessThan(200_000);
  }

  @Test
  void anExecutionThatFailedDoesNotCountForTheNextRefresh() {
    aCommitWritesTheLineTheMembershipAndTheMailsAtOnce();
    manual("m-1");
    LegLease lease = take();

    executions.commit(
        lease,
        new Commit(
            lease.execution().ended(ending(Outcome.FAILED)),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of()));

    assertThat(entry().belief().executionsSinceRefresh()).isEqualTo(1);
  }

  @Test
  void executionsAreCountedSinceTheLastRefresh() {
    daily();
    for (boolean refreshed : new boolean[] {false, false, true, false}) {
      manual("m-" + entry().version());
      LegLease lease = take();
      executions.commit(
          lease,
          new Commit(
              lease.execution().ended(ending(Outcome.COMPLETED)),
              membership(Set.of("VIP"), Set.of("VIP")),
              Optional.empty(),
              refreshed,
              Optional.empty(),
              List.of()));
      if (refreshed) {
        assertThat(entry().belief().executionsSinceRefresh()).isZero();
      }
    }

    assertThat(entry().belief().executionsSinceRefresh()).isEqualTo(1);
  }

  @Test
  void aRefusalIsForgottenWithTheNextExecution() {
    refused(1000);
    manual("m-1");

    finish();

    assertThat(entry().belief().refusal()).isEmpty();
  }

  private void holding(String... names) {
    CohortRecord entry = entry();
    ledger.write(new CohortStore.StoreWrite(entry, Optional.empty(), Set.of(names), Set.of()));
  }

  private void commitMembership(Set<String> values, Set<String> before) {
    manual("m-" + entry().version());
    LegLease lease = take();
    executions.commit(lease, commit(lease, membership(values, before), Optional.empty()));
  }

  private boolean holds(String name) {
    return ledger.holderOf("acme", name).isPresent();
  }

  @Test
  void anOldNameIsReleasedOnceNobodyHoldsIt() {
    daily();
    holding("Old", "Older");

    commitMembership(Set.of("VIP", "Older"), Set.of("Old", "Older"));

    assertThat(holds("Old")).isFalse();
    assertThat(holds("Older")).isTrue();
    assertThat(holds("VIP")).isTrue();
  }

  @Test
  void theNameOfALiveScheduleIsKeptEvenIfNobodyHoldsIt() {
    daily();

    commitMembership(Set.of(), Set.of("VIP"));

    assertThat(holds("VIP")).isTrue();
  }

  @Test
  void theNameThatAnExecutionWasToAddIsReleasedIfItWasRenamedMeanwhile() {
    daily();
    manual("m-1");
    LegLease lease = take();
    CohortRecord entry = entry();
    Schedules.stored(
        ledger,
        entry.with(
            new CohortRecord.ScheduledRun(
                ScheduleJson.read(COHORT, Schedules.daily(COHORT, "New")),
                ScheduleState.LIVE,
                2,
                Optional.of(NOW),
                Optional.empty())));

    executions.commit(lease, commit(lease, membership(Set.of(), Set.of()), Optional.empty()));

    assertThat(holds("VIP")).isFalse();
    assertThat(holds("New")).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ScheduleState.class,
      names = {"CANCELLED", "FINISHED"})
  void aCancelledCohortGivesItsNameUpOnceItIsDrained(ScheduleState state) {
    daily();
    manual("m-1");
    LegLease lease = take();
    CohortRecord entry = entry();
    ledger.write(
        CohortStore.StoreWrite.of(entry.with(entry.appointment().in(state, Optional.empty()))));

    executions.commit(lease, commit(lease, membership(Set.of(), Set.of("VIP")), Optional.empty()));

    assertThat(holds("VIP")).isEqualTo(state != ScheduleState.CANCELLED);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNotWrittenTwice() {
    daily();
    appointment();
    LegLease lease = take();
    ledger.afterWrite(
        () -> {
          throw new IllegalStateException("lost");
        });
    assertThatThrownBy(() -> executions.commit(lease, plain(lease)))
        .isInstanceOf(IllegalStateException.class);
    ledger.afterWrite(() -> {});

    assertThatThrownBy(() -> executions.commit(lease, plain(lease)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(history()).hasSize(1);
  }

  @Test
  void aLegThatEndedWithItsProcessIsNoTryThatFailed() {
    daily();
    appointment();
    LegLease lease = take();
    Pause end = Pause.processEnds(NOW);

    for (int i = 0; i < 2 * ActiveExecution.MOST_LEGS_WITHOUT_PROGRESS; i++) {
      executions.interrupt(lease, lease.execution(), end);
      ActiveExecution active = ledger.entry(COHORT).orElseThrow().active().orElseThrow();
      assertThat(active.legsWithoutProgress()).isZero();
      assertThat(active.resumeAt()).contains(NOW);
      assertThat(active.waitsBecause()).isEqualTo(end.why());
      lease = take();
      assertThat(lease.stuck()).isFalse();
    }
  }

  @Test
  void aLegThatCameFartherAndEndedWithItsProcessIsStillNoTryThatFailed() {
    daily();
    appointment();
    LegLease lease = take();
    executions.progress(lease, lease.execution(), true);

    executions.interrupt(lease, lease.execution(), Pause.processEnds(NOW));

    assertThat(active().legsWithoutProgress()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"BRAZE, true", "TIME, false", "PROCESS_END, false"})
  void whetherTheLastLegWaitedForBrazeIsKept(Pause.Cause cause, boolean waited) {
    daily();
    appointment();
    LegLease lease = take();

    executions.interrupt(lease, lease.execution(), new Pause(NOW, "it waits", cause));
    assertThat(active().waitedForBraze()).isEqualTo(waited);

    LegLease next = take();
    assertThat(active().waitedForBraze()).isEqualTo(waited);
    executions.progress(next, next.execution(), true);
    assertThat(active().waitedForBraze()).isFalse();
  }

  // Retire

  @Test
  void aRetiredCohortHasNothingThatBeginsAndNothingThatRefersToItsFiles() {
    aCommitWritesTheLineTheMembershipAndTheMailsAtOnce();

    assertThat(executions.retire(COHORT)).isEmpty();

    assertThat(entry().appointment().state()).isEqualTo(ScheduleState.CANCELLED);
    assertThat(entry().appointment().nextRunAt()).isEmpty();
    assertThat(entry().belief()).isEqualTo(CohortRecord.Belief.NONE);
    assertThat(entry().pendingMails()).isEmpty();
  }

  @Test
  void aCohortWithAnImportUnderWayIsNotRetired() {
    daily();
    appointment();
    CohortRecord before = entry();

    assertThat(executions.retire(COHORT)).isEqualTo(before.active());

    assertThat(entry()).isEqualTo(before);
  }

  @Test
  void aCohortThatIsNotThereIsRetiredAlready() {
    assertThat(executions.retire(COHORT)).isEmpty();
    assertThat(ledger.entry(COHORT)).isEmpty();
  }

  private ActiveExecution active() {
    return entry().active().orElseThrow();
  }

  private static Pause outOfTime(Instant resumeAt) {
    return new Pause(resumeAt, "the time is over", Pause.Cause.TIME);
  }
}
