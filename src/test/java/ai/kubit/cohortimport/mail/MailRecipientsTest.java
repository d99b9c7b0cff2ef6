package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailRecipientsTest {
  private static final ImportSchedule PROBLEMS_ONLY =
      ScheduleJson.read(
              Samples.COHORT,
              Schedules.daily(Samples.COHORT, "Spring buyers").put("notify", "PROBLEMS"))
          .schedule()
          .orElseThrow();

  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final MailRecipients recipients = new MailRecipients(store);

  @BeforeEach
  void aCohort() {
    Schedules.stored(
        store,
        Schedules.entry(
            Samples.COHORT,
            Schedules.daily(Samples.COHORT, "Spring buyers"),
            ScheduleState.LIVE,
            Optional.empty()));
  }

  private void history(ImportExecution execution) {
    store.write(StoreWrite.of(store.record(Samples.COHORT).orElseThrow(), execution));
  }

  private static Instant day(int day) {
    return Samples.NOW.plusSeconds(86_400L * day);
  }

  private List<String> of(ImportExecution execution) {
    return recipients.of(PROBLEMS_ONLY, execution);
  }

  @Test
  void theFirstSuccessAfterTroubleIsMailedAndTheSecondIsNot() {
    history(Samples.execution(Samples.ended(Reason.BRAZE_KEY)));

    assertThat(of(Samples.endedAt("m-1", day(1)))).isEqualTo(PROBLEMS_ONLY.recipients());

    history(Samples.endedAt("m-1", day(1)));
    assertThat(of(Samples.endedAt("m-2", day(2)))).isEmpty();
  }

  @Test
  void aDryRunBetweenThemEndsNoTrouble() {
    history(Samples.execution(Samples.ended(Reason.BRAZE_KEY)));
    history(Samples.dryRunAt("m-dry", day(1)));

    assertThat(of(Samples.endedAt("m-2", day(2)))).isEqualTo(PROBLEMS_ONLY.recipients());
  }

  @Test
  void aHistoryThatCannotBeReadKeepsNoImportFromItsEnd() {
    store.failHistories();

    assertThat(of(Samples.endedAt("m-1", day(1)))).isEmpty();
  }

  @Test
  void aCohortsFirstImportIsNoEndOfTrouble() {
    assertThat(of(Samples.endedAt("m-1", day(1)))).isEmpty();
  }
}
