package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.DueTime;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sends the mails that are owed. They are owed since the commit, so they never change an outcome. A
 * try is claimed before it is made: of two workers one sends, and after a crash the next try comes
 * minutes later.
 */
public final class MailOutbox {
  private static final Logger LOG = Logger.getLogger(MailOutbox.class);

  /** Then the recipients count as failed. */
  private static final int MOST_TRIES = 5;

  /** As many executions as the mail's chart shows. */
  private static final int RECENT = 12;

  /** Of mails that cannot go out so many are kept: the others are old news. */
  private static final int NEWEST = 3;

  private final CohortStore store;
  private final Function<MailFacts, RenderedMail> mail;
  private final MailSender sender;
  private final Time time;
  private final Installation installation;

  /**
   * Where mails come from.
   *
   * @param stateBucket where the reports are
   * @param stage the environment, such as {@code prod}; may be empty
   */
  public record Installation(String stateBucket, String stage) {
    public Installation {
      Objects.requireNonNull(stateBucket, "stateBucket");
      Objects.requireNonNull(stage, "stage");
    }
  }

  /**
   * A round.
   *
   * @param mail writes a mail: {@link ImportMail#render}
   */
  public MailOutbox(
      CohortStore store,
      Function<MailFacts, RenderedMail> mail,
      MailSender sender,
      Time time,
      Installation installation) {
    this.store = store;
    this.mail = mail;
    this.sender = sender;
    this.time = time;
    this.installation = installation;
  }

  /** What became of one try. */
  private record Tally(List<String> left, int sent, int failed) {}

  /**
   * Sends what a cohort's recipients are owed and may be tried now. Never throws: no mail may stand
   * in the way of an import, and what is still owed is tried again.
   *
   * @return how many recipients were given up
   */
  public int sendOwed(CohortRecord record) {
    int failed = 0;
    List<PendingMail> mails = record.pendingMails();
    for (PendingMail pending : mails.subList(0, Math.max(0, mails.size() - NEWEST))) {
      failed += giveUp(record, pending);
    }
    for (PendingMail pending : newest(mails)) {
      if (pending.tries() == 0
          || !pending.lastTryAt().plus(DueTime.MAIL_RETRY).isAfter(time.now())) {
        try {
          failed += sendOrGiveUp(record, pending);
        } catch (RuntimeException e) {
          LOG.errorf(e, "the mail about %s of %s failed", pending.executionId(), record.cohort());
        }
      }
    }
    return failed;
  }

  private static List<PendingMail> newest(List<PendingMail> mails) {
    return mails.subList(Math.max(0, mails.size() - NEWEST), mails.size());
  }

  /** Old news helps nobody; the next mail that goes out says which imports it is missing for. */
  private int giveUp(CohortRecord record, PendingMail pending) {
    try {
      LOG.warnf("the mail about %s of %s is dropped", pending.executionId(), record.cohort());
      return settle(record.cohort(), pending, new Tally(List.of(), 0, pending.recipients().size()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "the mail about %s of %s stays", pending.executionId(), record.cohort());
      return 0;
    }
  }

  /** The last try was claimed and never settled: whoever made it died of it. */
  private int sendOrGiveUp(CohortRecord record, PendingMail pending) {
    return pending.tries() >= MOST_TRIES
        ? settle(record.cohort(), pending, new Tally(List.of(), 0, pending.recipients().size()))
        : claim(record.cohort(), pending).map(claimed -> send(record, claimed)).orElse(0);
  }

  private Optional<PendingMail> claim(CohortKey cohort, PendingMail pending) {
    Instant now = time.now();
    PendingMail claimed =
        new PendingMail(pending.executionId(), pending.recipients(), pending.tries() + 1, now);
    return store.transition(
        cohort,
        found ->
            found
                .filter(record -> record.pendingMails().contains(pending))
                .map(
                    record ->
                        Transition.of(
                            StoreWrite.of(
                                record.with(replaced(record, pending, Optional.of(claimed)))),
                            Optional.of(claimed)))
                .orElseGet(() -> Transition.nothing(Optional.empty())));
  }

  private int send(CohortRecord record, PendingMail pending) {
    Optional<ImportExecution> execution = store.execution(record.cohort(), pending.executionId());
    Optional<ImportSchedule> schedule = record.schedule().stored().forMails();
    if (execution.isEmpty() || schedule.isEmpty()) {
      LOG.errorf("the mail about %s cannot be written: its record is gone", pending.executionId());
      return settle(record.cohort(), pending, new Tally(List.of(), 0, pending.recipients().size()));
    }
    if (execution.get().origin().options().dryRun()) {
      return settle(record.cohort(), pending, new Tally(List.of(), 0, 0));
    }
    RenderedMail rendered = render(record, execution.get(), schedule.get());
    List<String> left = new ArrayList<>();
    int sent = 0;
    int failed = 0;
    for (String recipient : pending.recipients()) {
      Receipt receipt = sender.send(recipient, rendered);
      if (receipt instanceof Receipt.Sent) {
        sent++;
        continue;
      }
      LOG.warnf(
          "a mail about %s of %s: %s", pending.executionId(), record.cohort(), trouble(receipt));
      if (receipt instanceof Receipt.Undeliverable || pending.tries() >= MOST_TRIES) {
        failed++;
      } else {
        left.add(recipient);
      }
    }
    return settle(record.cohort(), pending, new Tally(left, sent, failed));
  }

  private static String trouble(Receipt receipt) {
    if (receipt instanceof Receipt.Undeliverable refused) {
      return refused.reason();
    }
    return receipt instanceof Receipt.TryLater later ? later.reason() : "";
  }

  private RenderedMail render(
      CohortRecord record, ImportExecution execution, ImportSchedule schedule) {
    List<ImportExecution> past = past(record.cohort());
    return mail.apply(
        new MailFacts(
            execution,
            schedule,
            new MailFacts.ScheduleStanding(record.schedule().state(), nextRun(record.schedule())),
            new MailFacts.EarlierImports(
                past.stream().flatMap(one -> SizePoint.of(one).stream()).toList(),
                NotMailed.before(execution, past)),
            installation));
  }

  /** A mail without a chart is better than none. */
  private List<ImportExecution> past(CohortKey cohort) {
    try {
      return store
          .history(cohort, new HistoryQuery(RECENT, Optional.empty(), Optional.empty()))
          .executions();
    } catch (RuntimeException e) {
      LOG.warnf(e, "the history of %s was not read for a mail", cohort);
      return List.of();
    }
  }

  /** A schedule that is paused keeps its next run, but nothing is due until it is resumed. */
  private static Optional<Instant> nextRun(CohortSchedule schedule) {
    return schedule.nextRunAt().filter(at -> schedule.state() == ScheduleState.LIVE);
  }

  /** Answers how many were given up; whoever settles first counts them. */
  private int settle(CohortKey cohort, PendingMail pending, Tally tally) {
    Optional<PendingMail> rest =
        tally.left().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new PendingMail(
                    pending.executionId(), tally.left(), pending.tries(), pending.lastTryAt()));
    return store.transition(
        cohort,
        found ->
            found
                .filter(record -> record.pendingMails().contains(pending))
                .map(record -> settled(record, pending, rest, tally))
                .orElseGet(() -> Transition.nothing(0)));
  }

  private Transition<Integer> settled(
      CohortRecord record, PendingMail pending, Optional<PendingMail> rest, Tally tally) {
    CohortRecord next = record.with(replaced(record, pending, rest));
    Optional<ImportExecution> execution =
        store
            .execution(record.cohort(), pending.executionId())
            .map(
                done ->
                    done.with(
                        new MailStatus(
                            done.mail().sent() + tally.sent(),
                            tally.left().size(),
                            done.mail().failed() + tally.failed())));
    return Transition.of(new StoreWrite(next, execution, Set.of(), Set.of()), tally.failed());
  }

  private static List<PendingMail> replaced(
      CohortRecord record, PendingMail pending, Optional<PendingMail> replacement) {
    List<PendingMail> mails = new ArrayList<>();
    for (PendingMail mail : record.pendingMails()) {
      if (!mail.equals(pending)) {
        mails.add(mail);
      } else {
        replacement.ifPresent(mails::add);
      }
    }
    return mails;
  }
}
