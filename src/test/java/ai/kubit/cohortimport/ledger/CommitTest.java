package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the end of an execution writes. */
class CommitTest extends ExecutionsTestBed {
  @Test
  void aCommitWritesTheLineTheMembershipAndTheMailsAtOnce() {
    daily();
    scheduled();
    LegLease lease = take();

    executions.commit(
        lease,
        new Commit(
            lease.execution().ended(ending(Outcome.COMPLETED)),
            membership(Set.of("VIP"), Set.of()),
            Optional.of(NOW.plusSeconds(5)),
            false,
            Optional.empty(),
            List.of("ann@example.com"),
            Optional.empty()));

    String id = lease.execution().executionId();
    CohortRecord record = entry();
    assertThat(record.active()).isEmpty();
    assertThat(record.belief())
        .isEqualTo(
            new CohortRecord.Belief(
                Optional.of("manifest"),
                Optional.of(Set.of("VIP")),
                Optional.of(NOW.plusSeconds(5)),
                1,
                CohortRecord.GuardMemory.NONE));
    assertThat(record.pendingMails())
        .containsExactly(new PendingMail(id, List.of("ann@example.com"), 0, NOW));
    assertThat(store.execution(COHORT, id).orElseThrow().ending())
        .contains(ending(Outcome.COMPLETED));
    assertThat(store.holderOf("acme", "VIP")).contains("vip");
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
    for (int i = 0; i < 3 * CohortRecord.MOST_PENDING_MAILS; i++) {
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
              fifty,
              Optional.empty()));
    }

    assertThat(entry().pendingMails()).hasSize(CohortRecord.MOST_PENDING_MAILS);
    assertThat(entry().pendingMails().get(CohortRecord.MOST_PENDING_MAILS - 1).executionId())
        .isEqualTo("m-" + (3 * CohortRecord.MOST_PENDING_MAILS - 1));
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
            List.of(),
            Optional.empty()));

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
              List.of(),
              Optional.empty()));
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
    CohortRecord record = entry();
    Schedules.stored(
        store,
        record.with(
            new CohortRecord.CohortSchedule(
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
    CohortRecord record = entry();
    store.write(
        CohortStore.StoreWrite.of(record.with(record.schedule().in(state, Optional.empty()))));

    executions.commit(lease, commit(lease, membership(Set.of(), Set.of("VIP")), Optional.empty()));

    assertThat(holds("VIP")).isEqualTo(state != ScheduleState.CANCELLED);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNotWrittenTwice() {
    daily();
    scheduled();
    LegLease lease = take();
    store.afterWrite(
        () -> {
          throw new IllegalStateException("lost");
        });
    assertThatThrownBy(() -> executions.commit(lease, plain(lease)))
        .isInstanceOf(IllegalStateException.class);
    store.afterWrite(() -> {});

    assertThatThrownBy(() -> executions.commit(lease, plain(lease)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(history()).hasSize(1);
  }

  @Test
  void aLegThatEndedWithItsProcessIsNoTryThatFailed() {
    daily();
    scheduled();
    LegLease lease = take();
    Pause end = Pause.processEnds(NOW);

    for (int i = 0; i < 2 * ActiveExecution.MOST_LEGS_WITHOUT_PROGRESS; i++) {
      executions.interrupt(lease, lease.execution(), end);
      ActiveExecution active = store.record(COHORT).orElseThrow().active().orElseThrow();
      assertThat(active.legs().withoutProgress()).isZero();
      assertThat(active.resumeAt()).contains(NOW);
      assertThat(active.waitsBecause()).isEqualTo(end.why());
      lease = take();
      assertThat(lease.stuck()).isFalse();
    }
  }

  @Test
  void aLegThatCameFartherAndEndedWithItsProcessIsStillNoTryThatFailed() {
    daily();
    scheduled();
    LegLease lease = take();
    executions.progress(lease, lease.execution(), true);

    executions.interrupt(lease, lease.execution(), Pause.processEnds(NOW));

    assertThat(active().legs().withoutProgress()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"BRAZE, true", "TIME, false", "PROCESS_END, false"})
  void whetherTheLastLegWaitedForBrazeIsKept(Pause.Cause cause, boolean waited) {
    daily();
    scheduled();
    LegLease lease = take();

    executions.interrupt(lease, lease.execution(), new Pause(NOW, "it waits", cause));
    assertThat(active().waitedForBraze()).isEqualTo(waited);

    LegLease next = take();
    assertThat(active().waitedForBraze()).isEqualTo(waited);
    executions.progress(next, next.execution(), true);
    assertThat(active().waitedForBraze()).isFalse();
  }

  private void holding(String... names) {
    CohortRecord record = entry();
    store.write(new CohortStore.StoreWrite(record, Optional.empty(), Set.of(names), Set.of()));
  }

  private void commitMembership(Set<String> values, Set<String> before) {
    manual("m-" + entry().version());
    LegLease lease = take();
    executions.commit(lease, commit(lease, membership(values, before), Optional.empty()));
  }

  private boolean holds(String name) {
    return store.holderOf("acme", name).isPresent();
  }

  private ActiveExecution active() {
    return entry().active().orElseThrow();
  }

  @Test
  void aRetiredCohortHasNothingThatBeginsAndNothingThatRefersToItsFiles() {
    aCommitWritesTheLineTheMembershipAndTheMailsAtOnce();

    assertThat(executions.retire(COHORT)).isEmpty();

    assertThat(entry().schedule().state()).isEqualTo(ScheduleState.CANCELLED);
    assertThat(entry().schedule().nextRunAt()).isEmpty();
    assertThat(entry().belief()).isEqualTo(CohortRecord.Belief.NONE);
    assertThat(entry().pendingMails()).isEmpty();
  }
}
