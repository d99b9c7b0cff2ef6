package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.mail.Receipt.TryLater;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailOutboxTest {
  private static final List<String> FIVE =
      List.of("a@x.com", "b@x.com", "c@x.com", "d@x.com", "e@x.com");

  private final ImportExecution done = Samples.execution(Samples.completed());
  private final VirtualTime time = new VirtualTime(Samples.NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final RecordingMailSender sender = new RecordingMailSender();
  private final MailOutbox outbox =
      new MailOutbox(
          store,
          new ImportMail()::render,
          sender,
          time,
          new MailOutbox.Installation("bucket", "test"));

  @BeforeEach
  void oweFiveMails() {
    CohortRecord record =
        Schedules.stored(
            store,
            Schedules.entry(
                Samples.COHORT,
                Schedules.daily(Samples.COHORT, "Spring buyers"),
                ScheduleState.LIVE,
                Optional.empty()));
    store.write(
        StoreWrite.of(
            record.with(List.of(new PendingMail(done.executionId(), FIVE, 0, Samples.NOW))), done));
  }

  private CohortRecord entry() {
    return store.record(Samples.COHORT).orElseThrow();
  }

  private MailStatus status() {
    return store.execution(Samples.COHORT, done.executionId()).orElseThrow().mail();
  }

  private List<String> recipients() {
    return sender.messages().stream().map(RecordingMailSender.Message::recipient).toList();
  }

  private void allTryLater(int messages) {
    for (int i = 0; i < messages; i++) {
      sender.answerNext(new TryLater("throttled"));
    }
  }

  @Test
  void everyRecipientGetsOneMessageAndNothingIsOwedAnyMore() {
    outbox.sendOwed(entry());
    outbox.sendOwed(entry());

    assertThat(recipients()).isEqualTo(FIVE);
    assertThat(entry().pendingMails()).isEmpty();
    assertThat(status()).isEqualTo(new MailStatus(5, 0, 0));
  }

  @Test
  void ofTwoWorkersThatSawTheSameDebtOneSends() {
    CohortRecord seenByBoth = entry();

    outbox.sendOwed(seenByBoth);
    outbox.sendOwed(seenByBoth);

    assertThat(recipients()).isEqualTo(FIVE);
  }

  @Test
  void aBadAddressHindersNobodyElseAndIsNotTriedAgain() {
    sender.answerNext(new Receipt.Sent("1"));
    sender.answerNext(new Receipt.Undeliverable("no such address"));

    outbox.sendOwed(entry());

    assertThat(recipients()).containsExactly("a@x.com", "c@x.com", "d@x.com", "e@x.com");
    assertThat(entry().pendingMails()).isEmpty();
    assertThat(status()).isEqualTo(new MailStatus(4, 0, 1));
  }

  @Test
  void whoeverHasToWaitIsTriedAgainAloneAfterFiveMinutes() {
    sender.answerNext(new TryLater("throttled"));
    outbox.sendOwed(entry());
    assertThat(entry().pendingMails())
        .containsExactly(new PendingMail(done.executionId(), List.of("a@x.com"), 1, Samples.NOW));
    assertThat(status()).isEqualTo(new MailStatus(4, 1, 0));

    time.pause(Duration.ofMinutes(5).minusNanos(1));
    outbox.sendOwed(entry());
    assertThat(recipients()).hasSize(4);

    time.pause(Duration.ofNanos(1));
    outbox.sendOwed(entry());
    assertThat(recipients()).endsWith("a@x.com").hasSize(5);
    assertThat(status()).isEqualTo(new MailStatus(5, 0, 0));
  }

  @Test
  void afterFiveTriesAMailIsGivenUpAndTheOutcomeIsWhatItWas() {
    for (int round = 1; round <= 5; round++) {
      assertThat(entry().pendingMails()).hasSize(1);
      allTryLater(5);
      this.outbox.sendOwed(entry());
      time.pause(Duration.ofMinutes(5));
    }

    assertThat(entry().pendingMails()).isEmpty();
    assertThat(status()).isEqualTo(new MailStatus(0, 0, 5));
    assertThat(store.execution(Samples.COHORT, done.executionId()).orElseThrow().ending())
        .isEqualTo(done.ending());
  }

  private void crashAfterTheClaim() {
    store.afterWrite(
        () -> {
          throw new IllegalStateException("the process died");
        });
    try {
      outbox.sendOwed(entry());
    } catch (IllegalStateException died) {
      assertThat(died).hasMessage("the process died");
    }
    store.afterWrite(() -> {});
  }

  @Test
  void aMailThatIsOwedAfterACrashIsSentMinutesLater() {
    crashAfterTheClaim();
    outbox.sendOwed(entry());
    assertThat(recipients()).isEmpty();

    time.pause(Duration.ofMinutes(5));
    outbox.sendOwed(entry());

    assertThat(recipients()).isEqualTo(FIVE);
  }

  @Test
  void aMailThatKillsEveryProcessIsGivenUpToo() {
    for (int i = 0; i < 5; i++) {
      crashAfterTheClaim();
      time.pause(Duration.ofMinutes(5));
    }

    outbox.sendOwed(entry());

    assertThat(recipients()).isEmpty();
    assertThat(entry().pendingMails()).isEmpty();
    assertThat(status()).isEqualTo(new MailStatus(0, 0, 5));
  }

  private void theScheduleIs(ScheduleState state) {
    CohortRecord record = entry();
    Instant tomorrow = Samples.NOW.plus(Duration.ofDays(1));
    store.write(StoreWrite.of(record.with(record.schedule().in(state, Optional.of(tomorrow)))));
  }

  @Test
  void onlyALiveScheduleAnnouncesItsNextImport() {
    theScheduleIs(ScheduleState.LIVE);
    sender.answerNext(new Receipt.Sent("1"));
    allTryLater(4);
    outbox.sendOwed(entry());
    theScheduleIs(ScheduleState.PAUSED);
    time.pause(Duration.ofMinutes(5));
    outbox.sendOwed(entry());

    assertThat(sender.messages().get(0).mail().text())
        .contains("The next import is due on Nov 23, 2026");
    assertThat(sender.messages().get(1).mail().text())
        .contains("No further import is scheduled.")
        .doesNotContain("The next import is due");
  }

  private void theScheduleReads(ObjectNode definition) {
    CohortRecord record = entry();
    store.write(
        StoreWrite.of(
            record.with(
                new CohortRecord.CohortSchedule(
                    ScheduleJson.read(record.cohort(), definition),
                    ScheduleState.LIVE,
                    1,
                    Optional.empty(),
                    Optional.empty()))));
  }

  /** Whoever is to be told that a schedule is wrong stands in it, and may well be right. */
  @Test
  void aScheduleThatIsWrongElsewhereStillNamesItsRecipientsAndTheirLanguage() {
    theScheduleReads(
        Schedules.daily(Samples.COHORT, "Spring buyers")
            .put("timeZone", "Mars")
            .put("locale", "de"));

    outbox.sendOwed(entry());

    assertThat(recipients()).isEqualTo(FIVE);
    assertThat(sender.messages().get(0).mail().language()).isEqualTo("de");
    assertThat(status()).isEqualTo(new MailStatus(5, 0, 0));
  }

  @Test
  void aMailWhoseScheduleNamesNobodyIsGivenUp() {
    ObjectNode nobody = Schedules.daily(Samples.COHORT, "Spring buyers");
    nobody.remove("recipients");
    theScheduleReads(nobody);

    outbox.sendOwed(entry());

    assertThat(entry().pendingMails()).isEmpty();
    assertThat(status()).isEqualTo(new MailStatus(0, 0, 5));
  }

  private void oweMailsAbout(int executions) {
    for (int i = 0; i < executions; i++) {
      CohortRecord record = entry();
      ImportExecution execution = Samples.endedAt("m-" + i, Samples.NOW.plusSeconds(200 + i));
      List<PendingMail> mails = new ArrayList<>(record.pendingMails());
      mails.add(new PendingMail(execution.executionId(), FIVE, 0, Samples.NOW));
      store.write(StoreWrite.of(record.with(mails), execution));
    }
  }

  /** 50 long addresses an import, while SES is down, grew the item towards what DynamoDB takes. */
  @Test
  void ofMailsThatCannotGoOutTheNewestThreeAreKept() {
    oweMailsAbout(4);
    allTryLater(15);

    int failed = outbox.sendOwed(entry());

    assertThat(entry().pendingMails())
        .extracting(PendingMail::executionId)
        .containsExactly("m-1", "m-2", "m-3");
    assertThat(failed).isEqualTo(10);
    assertThat(status()).isEqualTo(new MailStatus(0, 0, 5));
  }

  @Test
  void theNextMailSaysWhichImportsNobodyWasToldOf() {
    oweMailsAbout(4);
    outbox.sendOwed(entry());

    assertThat(recipients()).hasSize(15);
    // Later versions of Java write a narrow space before AM.
    assertThat(sender.messages().get(0).mail().text().replace('\u202f', ' '))
        .contains("No mail could be delivered about the imports that ended at these times:")
        .contains("Nov 22, 2026, 8:01 AM (UTC); Nov 22, 2026, 8:03 AM (UTC)");
    assertThat(sender.messages().get(10).mail().text())
        .doesNotContain("No mail could be delivered");
  }

  @Test
  void anImportsPersonHasTheAnswerOfADryRunWhateverIsOwed() {
    ImportExecution dryRun =
        Samples.of(Samples.completed()).counting(Samples.planned()).dryRun().build();
    store.write(StoreWrite.of(entry(), dryRun));

    outbox.sendOwed(entry());

    assertThat(recipients()).isEmpty();
    assertThat(entry().pendingMails()).isEmpty();
  }
}
