package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.work.Workers;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The commands about schedules. Each is one transition of the cohort's record. */
@Singleton
public final class ScheduleCommands {
  /** Lambda answers with 6 MB at most. */
  private static final int MOST_BYTES = 4_000_000;

  private final CohortStore store;
  private final ImportExecutions executions;
  private final Workers workers;
  private final Workspaces workspaces;
  private final Time time;

  @Inject
  public ScheduleCommands(
      CohortStore store,
      ImportExecutions executions,
      Workers workers,
      Workspaces workspaces,
      Time time) {
    this.store = store;
    this.executions = executions;
    this.workers = workers;
    this.workspaces = workspaces;
    this.time = time;
  }

  Answer put(Command.PutSchedule command) {
    ImportSchedule schedule = command.schedule();
    CohortKey cohort = schedule.cohort();
    Answer answer = put(command, schedule, cohort);
    return answer instanceof Answer.ScheduleFound put
        ? new Answer.ScheduleFound(
            put.schedule(), withoutWorkspace(cohort.workspaceId()).stream().toList())
        : answer;
  }

  /** What a schedule lacks that was put before its workspace; it need not be a fault. */
  private Optional<String> withoutWorkspace(String workspaceId) {
    try {
      return workspaces.find(workspaceId).isPresent()
          ? Optional.empty()
          : Optional.of(
              "There is no workspace %s yet. Put it with put-workspace: until then each import of this cohort fails (BAD_WORKSPACE)."
                  .formatted(workspaceId));
    } catch (ImportStoppedException unreadable) {
      return Optional.of(unreadable.getMessage());
    }
  }

  private Answer put(Command.PutSchedule command, ImportSchedule schedule, CohortKey cohort) {
    return store.transition(
        cohort,
        found -> {
          Optional<String> holder =
              store
                  .holderOf(cohort.workspaceId(), schedule.cohortName())
                  .filter(id -> !id.equals(cohort.cohortId()));
          if (holder.isPresent()) {
            return Transition.nothing(new Answer.NameTaken(holder.get()));
          }
          if (found.isPresent() && !command.replace() && stands(found.get())) {
            return Transition.nothing(new Answer.ScheduleStands(ScheduleView.of(found.get())));
          }
          return put(schedule, found.orElseGet(() -> unscheduled(schedule)));
        });
  }

  private static boolean stands(CohortRecord record) {
    return switch (record.schedule().state()) {
      case LIVE, PAUSED -> true;
      case FINISHED, CANCELLED -> false;
    };
  }

  /** A cohort that has never had a schedule. */
  private static CohortRecord unscheduled(ImportSchedule schedule) {
    return CohortRecord.fresh(
        schedule.cohort(),
        new CohortSchedule(
            ScheduleJson.stored(schedule),
            ScheduleState.LIVE,
            0,
            Optional.empty(),
            Optional.empty()));
  }

  private Transition<Answer> put(ImportSchedule schedule, CohortRecord before) {
    Instant now = time.now();
    CohortSchedule live =
        new CohortSchedule(
                ScheduleJson.stored(schedule),
                ScheduleState.LIVE,
                before.schedule().revision() + 1,
                schedule.cadence().firstRun(now, schedule.timeZone()),
                before.schedule().lastScheduledTime())
            .begunBy(now);
    CohortRecord record = before.with(live);
    return Transition.of(
        new StoreWrite(
            record,
            Optional.empty(),
            Set.of(schedule.cohortName()),
            freed(before, schedule.cohortName())),
        new Answer.ScheduleFound(ScheduleView.of(record)));
  }

  /** The old name, where Braze cannot hold it and no import may yet send it. */
  private static Set<String> freed(CohortRecord before, String newName) {
    Set<String> free = before.nameThatNobodyHolds();
    return free.contains(newName) ? Set.of() : free;
  }

  Answer pause(Command.PauseSchedule command) {
    return change(
        command.cohort(),
        schedule -> List.of(),
        schedule ->
            switch (schedule.state()) {
              case LIVE -> Optional.of(schedule.in(ScheduleState.PAUSED, schedule.nextRunAt()));
              case PAUSED -> Optional.of(schedule);
              case FINISHED, CANCELLED -> Optional.empty();
            });
  }

  Answer resume(Command.ResumeSchedule command) {
    return change(
        command.cohort(),
        ScheduleCommands::whatCannotRun,
        schedule ->
            switch (schedule.state()) {
              case LIVE -> Optional.of(schedule);
              case PAUSED ->
                  Optional.of(
                      schedule
                          .in(ScheduleState.LIVE, nextRunAfterPause(schedule))
                          .begunBy(time.now()));
              case FINISHED, CANCELLED -> Optional.empty();
            });
  }

  /** A person may have edited it in the table; a wrong one has no next run. */
  private static List<FieldError> whatCannotRun(CohortSchedule schedule) {
    return schedule.state() == ScheduleState.PAUSED ? schedule.stored().errors() : List.of();
  }

  /** What was missed during a pause is not caught up, but a one-time import still runs once. */
  private Optional<Instant> nextRunAfterPause(CohortSchedule schedule) {
    StoredSchedule stored = schedule.stored();
    boolean oneTime =
        stored
            .schedule()
            .filter(valid -> valid.cadence().type() == Cadence.Type.ONE_TIME)
            .isPresent();
    Optional<Instant> next =
        stored
            .nextRunAfter(time.now())
            .flatMap(run -> begun(schedule, run) ? stored.nextRunAfter(run) : Optional.of(run));
    return next.isEmpty() && oneTime ? Optional.of(time.now()) : next;
  }

  /** Whether an event from a clock a little ahead of ours has begun it, and no other run since. */
  private static boolean begun(CohortSchedule schedule, Instant run) {
    return schedule
        .lastScheduledTime()
        .filter(last -> last.truncatedTo(ChronoUnit.MINUTES).equals(run))
        .isPresent();
  }

  private Answer change(
      CohortKey cohort,
      Function<CohortSchedule, List<FieldError>> objections,
      Function<CohortSchedule, Optional<CohortSchedule>> change) {
    return store.transition(
        cohort,
        found -> {
          if (found.isEmpty()) {
            return Transition.nothing(ImportCommands.noSchedule(cohort));
          }
          List<FieldError> errors = objections.apply(found.get().schedule());
          if (!errors.isEmpty()) {
            return Transition.nothing(new Answer.WrongEvent(errors));
          }
          Optional<CohortSchedule> changed = change.apply(found.get().schedule());
          if (changed.isEmpty()) {
            return Transition.nothing(notLive(found.get()));
          }
          CohortRecord record = found.get().with(changed.get());
          return Transition.of(
              StoreWrite.of(record), new Answer.ScheduleFound(ScheduleView.of(record)));
        });
  }

  private static Answer notLive(CohortRecord record) {
    return new Answer.ScheduleNotLive(
        "The schedule of %s is %s. Put a new one."
            .formatted(record.cohort(), record.schedule().state()));
  }

  Answer cancel(Command.CancelSchedule command) {
    CohortKey cohort = command.cohort();
    Answer cancelled =
        store.transition(
            cohort,
            found -> {
              if (found.isEmpty()) {
                return Transition.nothing(ImportCommands.noSchedule(cohort));
              }
              CohortRecord record =
                  found
                      .get()
                      .with(found.get().schedule().in(ScheduleState.CANCELLED, Optional.empty()));
              return Transition.of(
                  new StoreWrite(record, Optional.empty(), Set.of(), freed(record, "")),
                  new Answer.ScheduleFound(ScheduleView.of(record)));
            });
    if (cancelled.status() != Answer.Status.OK) {
      return cancelled;
    }
    if (command.stopRunning()) {
      executions.requestStop(cohort);
    }
    return command.drain() ? drain(cohort, cancelled) : cancelled;
  }

  private Answer drain(CohortKey cohort, Answer cancelled) {
    String token = "drain " + cohort + " " + time.now();
    BeginResult begun =
        executions.begin(
            BeginRequest.manual(cohort, BeginRequest.manualId(token), "", ImportOptions.DRAIN));
    if (begun instanceof BeginResult.Begun started) {
      workers.start(cohort);
      return new Answer.ImportStarted(started.execution().executionId());
    }
    if (begun instanceof BeginResult.Busy busy) {
      return Answer.ImportUnderWay.meaning(
          busy.executionId(),
          busy.since(),
          "The schedule is cancelled, but the drain was not begun: send the same command once more"
              + " when this execution has ended.");
    }
    return cancelled;
  }

  Answer get(Command.GetSchedule command) {
    return store
        .record(command.cohort())
        .<Answer>map(record -> new Answer.ScheduleFound(ScheduleView.of(record)))
        .orElseGet(() -> ImportCommands.noSchedule(command.cohort()));
  }

  Answer list(Command.ListSchedules command) {
    List<CohortRecord> records =
        store.records(command.workspaceId(), command.nextToken(), command.limit() + 1);
    List<ScheduleView> page = new ArrayList<>();
    int bytes = 0;
    for (CohortRecord record : records) {
      ScheduleView view = ScheduleView.of(record);
      bytes += bytesOf(view);
      if (page.size() == command.limit() || (bytes > MOST_BYTES && !page.isEmpty())) {
        String last = records.get(page.size() - 1).cohort().cohortId();
        return new Answer.SchedulesFound(page, Optional.of(last));
      }
      page.add(view);
    }
    return new Answer.SchedulesFound(page, Optional.empty());
  }

  private static int bytesOf(ScheduleView view) {
    return AnswerJson.schedule(view).toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
