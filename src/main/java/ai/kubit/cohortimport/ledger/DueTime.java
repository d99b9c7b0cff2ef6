package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the sweep must look at a cohort. It is derived from the record at every write and decides
 * nothing: begin and take do, by the record itself.
 *
 * <pre>
 * QUEUED       since when it waits
 * RUNNING      end of the lease + 60 s
 * INTERRUPTED  resumeAt
 * mail owed    last try + 5 min
 * LIVE         nextRunAt, while nothing is under way
 * look         its dueAt, while nothing is under way
 * kept         since when nothing is under way, while the schedule's state allows it
 * </pre>
 */
public final class DueTime {
  /** The distance between two tries of a mail. */
  public static final Duration MAIL_RETRY = Duration.ofMinutes(5);

  private DueTime() {}

  /** The earliest of what is to come, or empty where nothing is. */
  public static Optional<Instant> of(CohortRecord record) {
    Stream<Instant> mails =
        record.pendingMails().stream().map(mail -> mail.lastTryAt().plus(MAIL_RETRY));
    return Stream.of(ofImport(record).stream(), mails, ofLook(record).stream())
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }

  /** When there is a look at Braze to begin or to go on with. */
  public static Optional<Instant> ofLook(CohortRecord record) {
    return record.active().isPresent() ? Optional.empty() : record.look().map(PlannedLook::dueAt);
  }

  /** When there is an import to begin or to go on with, mails aside. */
  public static Optional<Instant> ofImport(CohortRecord record) {
    if (record.active().isPresent()) {
      return record.active().map(ActiveExecution::takeableAt);
    }
    Stream<Instant> kept =
        record.kept().stream()
            .filter(request -> request.allowedIn(record.schedule().state()))
            .map(CohortRecord.KeptRequest::dueAt);
    return Stream.concat(scheduled(record.schedule()).stream(), kept).min(Instant::compareTo);
  }

  private static Optional<Instant> scheduled(CohortRecord.CohortSchedule schedule) {
    return schedule.state() == ScheduleState.LIVE ? schedule.nextRunAt() : Optional.empty();
  }
}
