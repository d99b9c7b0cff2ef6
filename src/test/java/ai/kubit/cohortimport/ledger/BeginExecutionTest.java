package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.ledger.BeginResult.AlreadyDone;
import ai.kubit.cohortimport.ledger.BeginResult.Begun;
import ai.kubit.cohortimport.ledger.BeginResult.Busy;
import ai.kubit.cohortimport.ledger.BeginResult.NoSchedule;
import ai.kubit.cohortimport.ledger.BeginResult.NotDue;
import ai.kubit.cohortimport.ledger.BeginResult.NotLive;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.schedule.ScheduleState;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What begins an execution, and what is told no. */
class BeginExecutionTest extends ExecutionsTestBed {
  /** It used to be due for ever, and was never imported again. */
  @Test
  void anEntryThatARestoreSetBackMovesOnToWhatTheHistoryDoesNotKnow() {
    daily();
    CohortRecord copy = entry();
    scheduled();
    finish();
    time.setWallClock(NOW.plus(Duration.ofDays(1)));
    store.write(
        CohortStore.StoreWrite.of(
            new CohortRecord(
                COHORT,
                entry().version(),
                copy.schedule(),
                entry().belief(),
                CohortRecord.OpenWork.NONE)));

    assertThat(scheduled()).isEqualTo(new AlreadyDone("s-20261122T0800Z-r1"));

    assertThat(entry().schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(((Begun) scheduled()).execution().executionId()).isEqualTo("s-20261123T0800Z-r1");
  }

  @Test
  void anAppointmentBeginsOnceAndMovesToTheNext() {
    daily();

    ImportExecution begun = ((Begun) scheduled()).execution();

    assertThat(begun.executionId()).isEqualTo("s-20261122T0800Z-r1");
    assertThat(begun.state()).isEqualTo(State.QUEUED);
    assertThat(begun.cohortName()).isEqualTo("VIP");
    assertThat(begun.origin().trigger()).isEqualTo(Trigger.SCHEDULED);
    assertThat(begun.origin().scheduledTime()).contains(NOW);
    assertThat(begun.origin().startedAt()).isEqualTo(NOW);
    assertThat(entry().schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
    assertThat(entry().schedule().lastScheduledTime()).contains(NOW);
    assertThat(entry().active().orElseThrow().executionId()).isEqualTo(begun.executionId());
    assertThat(scheduled()).isEqualTo(new NotDue());
  }

  @Test
  void theIdOfAnAppointmentCarriesTheRevision() {
    assertThat(BeginRequest.scheduledId(NOW, 3)).isEqualTo("s-20261122T0800Z-r3");
  }

  @Test
  void anExecutionThatIsNoAppointmentNeedsAnId() {
    assertThatThrownBy(
            () ->
                begin(
                    Trigger.MANUAL,
                    Optional.empty(),
                    Optional.empty(),
                    ImportOptions.PLAIN,
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missedAppointmentsAreCaughtUpOnce() {
    daily();
    time.pause(Duration.ofDays(3).plusHours(1));

    assertThat(((Begun) scheduled()).execution().executionId()).isEqualTo("s-20261122T0800Z-r1");
    finish();

    assertThat(scheduled()).isEqualTo(new NotDue());
    assertThat(entry().schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(4)));
    assertThat(history()).hasSize(1);
  }

  @Test
  void aCohortWithoutScheduleIsNotFound() {
    assertThat(scheduled()).isEqualTo(new NoSchedule());
    assertThat(executions.take(COHORT, NOW)).isEmpty();
    assertThat(executions.requestStop(COHORT)).isEmpty();
  }

  @Test
  void nothingIsDueASecondBeforeTheAppointment() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW.plusSeconds(1));

    assertThat(scheduled()).isEqualTo(new NotDue());
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
        begin(trigger, Optional.of("id"), Optional.empty(), ImportOptions.PLAIN, Optional.empty());

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
            new ImportOptions(false, false, true),
            Optional.empty());

    assertThat(((Begun) answer).execution().origin().options().drain()).isTrue();
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

    assertThat(scheduled()).isEqualTo(new NotDue());
  }

  @Test
  void anotherTriggerWhileOneIsUnderWayIsBusy() {
    daily();
    scheduled();

    assertThat(manual("m-1")).isEqualTo(new Busy("s-20261122T0800Z-r1", NOW));
    assertThat(store.execution(COHORT, "m-1")).isEmpty();
  }

  @Test
  void anOvertakenAppointmentIsNotImportedAnyMore() {
    daily();
    scheduled();
    finish();

    assertThat(event(NOW.minus(Duration.ofDays(1))))
        .as("d30, it names the execution that was newer, not one that is none")
        .isEqualTo(new BeginResult.Overtaken(Optional.of("s-20261122T0800Z-r1")));
    assertThat(history()).containsExactly("s-20261122T0800Z-r1");
  }

  @Test
  void d30WhereTheNewerExecutionIsNotKeptAnyMoreNoneIsNamed() {
    daily();
    scheduled();
    finish();
    store.forgetSomeHistory(COHORT);

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
    scheduled();
    finish();

    assertThat(event("e-1", NOW)).isEqualTo(new AlreadyDone("s-20261122T0800Z-r1"));
    assertThat(event("e-2", NOW.plusSeconds(20))).isInstanceOf(Begun.class);
  }

  @Test
  void a5TheSameTokenWithOtherOptionsIsNotTakenForDone() {
    daily();
    ImportOptions dryRun = new ImportOptions(true, false, false);
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

    assertThat(entry().schedule().nextRunAt()).contains(NOW);
    assertThat(entry().schedule().lastScheduledTime()).isEmpty();
    finish();
    assertThat(scheduled()).isInstanceOf(Begun.class);
  }

  @Test
  void anEarlierEventDoesNotTakeTheNextAppointmentAway() {
    schedule(Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, NOW.plus(Duration.ofDays(2)));

    assertThat(event(NOW.minusSeconds(60))).isInstanceOf(Begun.class);

    assertThat(entry().schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(2)));
    assertThat(entry().schedule().lastScheduledTime()).contains(NOW.minusSeconds(60));
  }

  @Test
  void anEventThatRunsAheadOfOurClockDoesNotStopTheSchedule() {
    daily();
    time.setWallClock(NOW.minusSeconds(2));
    assertThat(event(NOW)).isInstanceOf(Begun.class);
    finish();

    assertThat(entry().schedule().nextRunAt()).contains(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void aOneTimeScheduleIsFinishedOnceItBegan() {
    schedule(Schedules.oneTime(COHORT, "VIP", "2026-11-22T08:00"), ScheduleState.LIVE, NOW);

    assertThat(scheduled()).isInstanceOf(Begun.class);

    assertThat(entry().schedule().state()).isEqualTo(ScheduleState.FINISHED);
    assertThat(entry().schedule().nextRunAt()).isEmpty();
    assertThat(scheduled()).isEqualTo(new NotLive(ScheduleState.FINISHED));
  }

  @Test
  void aScheduleThatIsWrongIsPausedAfterTheImportThatSaysSo() {
    ObjectNode wrong = Schedules.daily(COHORT, "VIP").put("timeZone", "Mars/Olympus");
    schedule(wrong, ScheduleState.LIVE, NOW);

    assertThat(scheduled()).isInstanceOf(Begun.class);

    assertThat(entry().schedule().state()).isEqualTo(ScheduleState.PAUSED);
  }
}
