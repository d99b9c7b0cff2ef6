package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person asks an execution to stop. */
class StopImportTest extends ExecutionsTestBed {
  @Test
  void aStopIsSeenAtTheNextProgress() {
    daily();
    scheduled();
    LegLease lease = take();

    assertThat(executions.requestStop(COHORT)).contains(lease.execution().executionId());

    assertThat(executions.progress(lease, lease.execution(), true)).isTrue();
  }

  @Test
  void aStopWakesWhatIsInterruptedAndIsNotForgotten() {
    daily();
    scheduled();
    LegLease lease = take();
    executions.interrupt(lease, lease.execution(), outOfTime(NOW.plus(Duration.ofHours(1))));

    executions.requestStop(COHORT);

    LegLease next = take();
    assertThat(next.record().active().orElseThrow().stopRequested()).isTrue();
  }

  @Test
  void aLegThatWasAskedToStopAndMustWaitForBrazeIsNotWaitedFor() {
    daily();
    scheduled();
    LegLease lease = take();
    executions.requestStop(COHORT);

    executions.interrupt(lease, lease.execution(), outOfTime(NOW.plus(Duration.ofHours(1))));

    assertThat(take().record().active().orElseThrow().stopRequested()).isTrue();
  }

  @Test
  void thereIsNothingToStopWhenNothingIsUnderWay() {
    daily();

    assertThat(executions.requestStop(COHORT)).isEmpty();
  }
}
