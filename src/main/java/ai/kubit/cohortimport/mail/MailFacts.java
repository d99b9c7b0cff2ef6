package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mail is written from.
 *
 * @param execution the execution it reports; done
 * @param schedule whose language, zone and limits apply
 * @param standing where the schedule is in its life
 * @param past what the reader must know of earlier imports
 * @param installation where mails come from
 */
public record MailFacts(
    ImportExecution execution,
    ImportSchedule schedule,
    ScheduleStanding standing,
    EarlierImports past,
    MailOutbox.Installation installation) {

  /**
   * Where a schedule is in its life.
   *
   * @param nextRunAt when the schedule is due again; absent when it is not
   */
  public record ScheduleStanding(ScheduleState state, Optional<Instant> nextRunAt) {
    public ScheduleStanding {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(nextRunAt, "nextRunAt");
    }
  }

  /**
   * What the reader must know of earlier imports.
   *
   * @param recent the cohort's latest executions in any order, the reported one included or not;
   *     one without a point (a dry run) is simply not among them
   * @param notMailed when the imports ended about which no mail could be delivered, since one could
   */
  public record EarlierImports(List<SizePoint> recent, List<Instant> notMailed) {
    public EarlierImports {
      recent = List.copyOf(recent);
      notMailed = List.copyOf(notMailed);
    }
  }

  /**
   * @throws IllegalArgumentException when the execution is not done: there is nothing to report
   */
  public MailFacts {
    if (execution.ending().isEmpty()) {
      throw new IllegalArgumentException("only a finished execution is reported by mail");
    }
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(past, "past");
    Objects.requireNonNull(installation, "installation");
  }

  ScheduleState state() {
    return standing.state();
  }

  Optional<Instant> nextRunAt() {
    return standing.nextRunAt();
  }

  List<Instant> notMailed() {
    return past.notMailed();
  }

  String stateBucket() {
    return installation.stateBucket();
  }

  String stage() {
    return installation.stage();
  }

  ImportExecution.Ending ending() {
    return execution.ending().orElseThrow();
  }

  boolean drain() {
    return execution.origin().options().drain();
  }

  /** The sizes over time, the oldest first, this execution last. */
  List<SizePoint> course() {
    Stream<SizePoint> earlier =
        past.recent().stream()
            .filter(point -> !point.executionId().equals(execution.executionId()));
    return Stream.concat(earlier, SizePoint.of(execution).stream())
        .sorted(Comparator.comparing(SizePoint::finishedAt))
        .toList();
  }

  /** The import before this one, where that had a problem and this one has none. */
  Optional<SizePoint> troubleBefore() {
    if (ending().outcome() != Outcome.COMPLETED || drain()) {
      return Optional.empty();
    }
    return past.recent().stream()
        .filter(point -> !point.executionId().equals(execution.executionId()))
        .filter(point -> point.finishedAt().isBefore(ending().finishedAt()))
        .max(Comparator.comparing(SizePoint::finishedAt))
        .filter(point -> MailPolicy.isProblem(point.outcome()));
  }

  /** The latest earlier execution that may have changed anything at Braze. */
  Optional<SizePoint> lastChange() {
    return past.recent().stream()
        .filter(SizePoint::changed)
        .filter(point -> !point.executionId().equals(execution.executionId()))
        .max(Comparator.comparing(SizePoint::finishedAt));
  }
}
