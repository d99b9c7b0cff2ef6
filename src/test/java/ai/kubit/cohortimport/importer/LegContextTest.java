package ai.kubit.cohortimport.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.DeliveryProgress;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Pause;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.membership.StateKeys;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegContextTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");
  private static final Duration LEASE = Duration.ofMinutes(15);

  private final VirtualTime time = new VirtualTime();
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final ImportExecutions executions = new ImportExecutions(store, time, () -> "owner");
  private final AtomicBoolean cut = new AtomicBoolean();

  @BeforeEach
  void queued() {
    Schedules.stored(
        store,
        Schedules.entry(
            COHORT, Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, Optional.empty()));
    executions.begin(BeginRequest.manual(COHORT, "m-1", "ann", ImportOptions.PLAIN));
  }

  private LegContext work(Duration leg) {
    LegLease lease = executions.take(COHORT, time.now().plus(LEASE)).orElseThrow();
    return new LegContext(
        lease,
        executions,
        new LegContext.LegClock(time, Deadline.in(time, leg, cut::get)),
        ImportProgress.SILENT,
        Path.of("scratch"));
  }

  private LegContext work() {
    return work(Duration.ofMinutes(14));
  }

  private static ImportExecution executionOf(LegContext work) {
    return work.lease().execution();
  }

  private void interrupt(LegContext work, ImportExecution execution) {
    work.interrupt(execution, new Pause(time.now(), "the time is over", Pause.Cause.TIME));
  }

  @ParameterizedTest(name = "of {0} s a leg sends {1} s")
  @CsvSource({"840, 780", "181, 121", "180, 120", "177, 118", "30, 20"})
  void aMinuteOfALegOrAThirdOfAShortOneIsKeptForItsEnd(long leg, long sending) {
    assertThat(work(Duration.ofSeconds(leg)).sending().remaining()).hasSeconds(sending);
  }

  @Test
  void nothingIsSentInTheLastThirtySecondsOfTheLease() {
    Instant start = time.now();

    assertThat(work().fence().moment()).isEqualTo(start.plus(LEASE).minusSeconds(30));
  }

  @Test
  void aLegGoesOnUntilItsProcessIsToldToEnd() {
    LegContext work = work();
    assertThat(work.processEnds()).isFalse();
    assertThatCode(work::goOn).doesNotThrowAnyException();

    cut.set(true);

    assertThat(work.processEnds()).isTrue();
    assertThatThrownBy(work::goOn).isInstanceOf(LegCutException.class);
  }

  @Test
  void whatLegsTookAddsUp() {
    LegContext first = work();
    first.sent(10, 3, 2);
    time.pause(Duration.ofMillis(500));
    first.save(executionOf(first), true);
    interrupt(first, executionOf(first));

    LegContext second = work();
    second.sent(4, 2, 1);
    second.sent(5, 2, 1); // all of this leg so far, not once more
    time.pause(Duration.ofMillis(250));

    assertThat(second.measured(executionOf(second)).counts().effort())
        .isEqualTo(new Counts.ImportEffort(15, 5, 3, 0, 750, 2));
  }

  @Test
  void whatALegSavesIsWrittenAndAnswersWhetherToStop() {
    LegContext work = work();
    ImportExecution changed =
        executionOf(work).with(Counts.NONE.with(new Counts.Members(7, 0, 0, 0)));

    work.save(changed, true);
    assertThat(work.stopRequested()).isFalse();
    executions.requestStop(COHORT);

    work.save(changed, false);
    assertThat(work.stopRequested()).isTrue();
    assertThat(store.execution(COHORT, "m-1").orElseThrow().counts().members().members())
        .isEqualTo(7);
  }

  @Test
  void aLegHasSentOnceItsRequestsAreCounted() {
    LegContext work = work();
    assertThat(work.hasSent()).isFalse();

    work.sent(1, 0, 0);

    assertThat(work.hasSent()).isTrue();
  }

  @Test
  void aLegMayHaveSentWhereAnEarlierOneHadAPlan() {
    LegContext first = work();
    assertThat(first.hasSent()).isFalse();
    interrupt(
        first,
        executionOf(first).with(DeliveryProgress.planned("plan", ImportGuard.Decision.ALLOWED, 1)));

    assertThat(work().hasSent()).isTrue();
  }

  @Test
  void eachLegWritesUnderKeysOfItsOwn() {
    LegContext first = work();
    assertThat(first.keys()).isEqualTo(new StateKeys(COHORT, "m-1", 1));
    assertThat(first.scratch()).isEqualTo(Path.of("scratch"));
    interrupt(first, executionOf(first));

    assertThat(work().keys()).isEqualTo(new StateKeys(COHORT, "m-1", 2));
  }
}
