package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.ledger.ImportExecution.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may work on an execution, and for how long. */
class LeaseTest extends ExecutionsTestBed {
  @Test
  void aLegTakesWhatIsQueuedAndNobodyElseDoes() {
    daily();
    scheduled();

    LegLease lease = take();

    assertThat(lease.leg()).isEqualTo(1);
    assertThat(lease.stuck()).isFalse();
    assertThat(lease.until()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(lease.sendingUntil()).isEqualTo(lease.until().minusSeconds(30));
    assertThat(store.execution(COHORT, lease.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.RUNNING);
    assertThat(executions.take(COHORT, NOW)).isEmpty();
  }

  @Test
  void aLeaseIsTakenOverOneMinuteAfterItsEndAndNotEarlier() {
    daily();
    scheduled();
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
    scheduled();
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
    scheduled();
    LegLease lease = take();
    executions.interrupt(lease, lease.execution(), outOfTime(NOW));

    assertThatThrownBy(() -> executions.progress(lease, lease.execution(), true))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void theLeaseOfAnEarlierExecutionIsWorthNothingForTheNext() {
    daily();
    ImportExecutions sameToken = new ImportExecutions(store, time, () -> "owner");
    scheduled();
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
    scheduled();
    LegLease lease = take();
    time.pause(Duration.ofHours(2));

    executions.commit(lease, plain(lease));

    assertThat(entry().active()).isEmpty();
  }

  @Test
  void anInterruptedExecutionWaitsUntilItMayResume() {
    daily();
    scheduled();
    LegLease lease = take();
    ImportExecution interrupted =
        executions.interrupt(lease, lease.execution(), outOfTime(NOW.plusSeconds(3000)));

    assertThat(interrupted.state()).isEqualTo(State.INTERRUPTED);
    assertThat(executions.take(COHORT, NOW)).isEmpty();
    assertThat(store.execution(COHORT, lease.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.INTERRUPTED);
    time.pause(Duration.ofMinutes(50));
    assertThat(take().leg()).isEqualTo(2);
  }

  @Test
  void progressIsKeptForTheNextLeg() {
    daily();
    scheduled();
    LegLease lease = take();
    Counts counts = Counts.NONE.with(new Counts.Members(7, 0, 0, 0));

    assertThat(executions.progress(lease, lease.execution().with(counts), true)).isFalse();
    time.pause(Duration.ofMinutes(16));

    assertThat(take().execution().counts()).isEqualTo(counts);
  }

  @Test
  void fiveLegsWithoutProgressAreStuck() {
    daily();
    scheduled();
    for (int leg = 1; leg <= 5; leg++) {
      assertThat(take().stuck()).isFalse();
      time.pause(Duration.ofMinutes(16));
    }

    assertThat(take().stuck()).isTrue();
  }

  @Test
  void progressStartsTheCountAnew() {
    daily();
    scheduled();
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
    scheduled();
    time.pause(Duration.ofHours(24).plusNanos(nanos));

    assertThat(take().stuck()).isEqualTo(stuck);
  }

  @Test
  void anExecutionWithoutItsLineOfHistoryIsAFaultOfOurs() {
    daily();
    store.write(CohortStore.StoreWrite.of(entry().with(ActiveExecution.queued("m-lost", NOW))));

    assertThatThrownBy(this::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("m-lost");
  }

  /** It used to throw, and the worker with it. */
  @Test
  void anExecutionThatAnotherLegEndsBetweenTheTwoReadsIsNotTaken() {
    daily();
    scheduled();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    store.beforeLine(() -> executions.commit(first, plain(first)));

    Optional<LegLease> second = executions.take(COHORT, time.now());

    assertThat(second).isEmpty();
    assertThat(entry().active()).isEmpty();
    assertThat(store.execution(COHORT, first.execution().executionId()).orElseThrow().state())
        .isEqualTo(State.DONE);
  }

  @Test
  void anExecutionWhoseHistoryIsDeletedBetweenTheTwoReadsIsNotTaken() {
    daily();
    scheduled();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    store.beforeLine(
        () -> {
          executions.commit(first, plain(first));
          executions.retire(COHORT);
          store.forgetSomeHistory(COHORT);
        });

    assertThat(executions.take(COHORT, time.now())).isEmpty();
  }

  @Test
  void aLegThatAnotherInterruptsBetweenTheTwoReadsIsTakenAfterAll() {
    daily();
    scheduled();
    LegLease first = take();
    time.pause(Duration.ofMinutes(16));
    Pause pause = new Pause(time.now(), "the process ends", Pause.Cause.PROCESS_END);
    store.beforeLine(() -> executions.interrupt(first, first.execution(), pause));

    LegLease second = take();

    assertThat(second.leg()).isEqualTo(2);
  }

  @Test
  void anExecutionUnderWayWhoseLineOfHistoryIsOverIsAFaultOfOurs() {
    daily();
    scheduled();
    finish();
    String over = history().get(0);
    store.write(CohortStore.StoreWrite.of(entry().with(ActiveExecution.queued(over, NOW))));

    assertThatThrownBy(this::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(over);
  }
}
