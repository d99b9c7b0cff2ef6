package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.TestChanges;
import ai.kubit.cohortimport.ledger.TestExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // outcome, accepted, unknown: always, problems, changes
    "COMPLETED,             0, 0, true, false, false",
    "COMPLETED,             9, 0, true, false, true",
    "COMPLETED,             0, 9, true, false, true",
    "COMPLETED_WITH_ERRORS, 0, 0, true, true,  true",
    "COMPLETED_WITH_ERRORS, 9, 0, true, true,  true",
    "REFUSED,               0, 0, true, true,  true",
    "FAILED,                0, 0, true, true,  true",
    "FAILED,                9, 0, true, true,  true",
    "CANCELLED,             0, 0, true, true,  true",
  })
  void eachRecipientHearsOfWhatTheyAskedFor(
      Outcome outcome, long accepted, long unknown, boolean always, boolean problems, boolean all) {
    ImportExecution execution = execution(outcome, accepted, unknown);

    assertThat(MailPolicy.wanted(Notify.ALWAYS, execution, Optional::empty)).isEqualTo(always);
    assertThat(MailPolicy.wanted(Notify.PROBLEMS, execution, Optional::empty)).isEqualTo(problems);
    assertThat(MailPolicy.wanted(Notify.CHANGES, execution, Optional::empty)).isEqualTo(all);
  }

  @ParameterizedTest
  @EnumSource(Notify.class)
  void anUnfinishedExecutionIsNotMailed(Notify notifyOn) {
    ImportExecution done = execution(Outcome.COMPLETED, 9, 0);
    ImportExecution running = TestExecution.like(done).in(State.RUNNING).build();

    assertThat(MailPolicy.wanted(notifyOn, running, Optional::empty)).isFalse();
  }

  @Test
  void aDryRunMailsNobodySinceItsPersonHasTheAnswer() {
    ImportExecution dryRun =
        Samples.of(Samples.completed()).counting(TestChanges.adding(9)).dryRun().build();

    for (Notify notifyOn : Notify.values()) {
      assertThat(MailPolicy.wanted(notifyOn, dryRun, () -> Optional.of(Outcome.FAILED))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"FAILED, true", "COMPLETED_WITH_ERRORS, true", "CANCELLED, true", "COMPLETED, false"})
  void theFirstSuccessAfterTroubleIsNews(Outcome before, boolean wanted) {
    ImportExecution unchanged = execution(Outcome.COMPLETED, 0, 0);

    assertThat(MailPolicy.wanted(Notify.PROBLEMS, unchanged, () -> Optional.of(before)))
        .isEqualTo(wanted);
    assertThat(MailPolicy.wanted(Notify.CHANGES, unchanged, () -> Optional.of(before)))
        .isEqualTo(wanted);
  }

  private static ImportExecution execution(Outcome outcome, long accepted, long unknown) {
    return Samples.of(new Samples.Ended(outcome, Optional.empty()))
        .counting(TestChanges.adding(accepted + unknown).accepted(accepted).unknown(unknown))
        .build();
  }
}
