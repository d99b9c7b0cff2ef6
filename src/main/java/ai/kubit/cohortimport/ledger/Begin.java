package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import java.time.Instant;
import java.util.Optional;

/** Whether an import may begin, and what the record becomes when it does. */
final class Begin {
  private static final int MOST_LOOKED_AT = 100;

  private final CohortStore store;
  private final BeginRequest request;
  private final Instant now;

  Begin(CohortStore store, BeginRequest request, Instant now) {
    this.store = store;
    this.request = request;
    this.now = now;
  }

  Transition<BeginResult> decide(CohortRecord record) {
    CohortSchedule schedule = record.schedule();
    boolean allowed = allowed(schedule.state());
    boolean due = request.trigger() != Trigger.SCHEDULED || due(schedule);
    Optional<CohortRecord.KeptRequest> kept = keptForNow(record);
    if (kept.isPresent() && !(allowed && due)) {
      return keptBefore(record, kept.get());
    }
    if (!allowed) {
      return Transition.nothing(new BeginResult.NotLive(schedule.state()));
    }
    if (!due) {
      return Transition.nothing(new BeginResult.NotDue());
    }
    return begin(record, request.scheduledTime().or(() -> own(schedule)));
  }

  private Transition<BeginResult> begin(CohortRecord record, Optional<Instant> scheduledTime) {
    CohortSchedule schedule = record.schedule();
    String executionId =
        request
            .executionId()
            .orElseGet(
                () -> BeginRequest.scheduledId(scheduledTime.orElseThrow(), schedule.revision()));
    Optional<ImportExecution> before = store.execution(record.cohort(), executionId);
    if (before.isPresent()) {
      return known(record, scheduledTime, before.get());
    }
    Optional<String> doneBefore = scheduledTime.flatMap(time -> doneOnSchedule(record, time));
    if (doneBefore.isPresent()) {
      return Transition.nothing(new BeginResult.AlreadyDone(doneBefore.get()));
    }
    if (record.active().isPresent()) {
      return busy(record, record.active().get(), executionId);
    }
    if (scheduledTime.isPresent()
        && !isKept(record, executionId)
        && overtaken(schedule, scheduledTime.get())) {
      return Transition.nothing(
          new BeginResult.Overtaken(newerThan(record.cohort(), scheduledTime.get())));
    }
    Optional<Refusal> confirmed = confirmed(record);
    if (request.confirmRemovals().isPresent() && confirmed.isEmpty()) {
      return Transition.nothing(new BeginResult.NothingToConfirm());
    }
    return begun(record, executionId, scheduledTime, confirmed);
  }

  /**
   * The history has the execution already. Where it is the record's own next run, the record was
   * set back to an older one, by a restore: it moves on to what the history does not know, or it
   * would be due for ever and never begin.
   */
  private Transition<BeginResult> known(
      CohortRecord record, Optional<Instant> scheduledTime, ImportExecution before) {
    if (!request.asksFor(before.origin().options())) {
      return Transition.nothing(new BeginResult.OtherOptions(before.executionId()));
    }
    BeginResult answer = new BeginResult.AlreadyDone(before.executionId());
    if (request.trigger() != Trigger.SCHEDULED || record.active().isPresent()) {
      return Transition.nothing(answer);
    }
    Instant known = scheduledTime.orElseThrow();
    CohortSchedule next = movedOn(record.schedule().begun(known), known);
    return Transition.of(StoreWrite.of(record.with(next)), answer);
  }

  /** What was kept until the cohort is free, if this is the sweep that looks for what is due. */
  private Optional<CohortRecord.KeptRequest> keptForNow(CohortRecord record) {
    return request.trigger() == Trigger.SCHEDULED && record.active().isEmpty()
        ? record.kept().filter(kept -> kept.allowedIn(record.schedule().state()))
        : Optional.empty();
  }

  /** Begins what was kept. Should it have no place any more, it is kept no longer. */
  private Transition<BeginResult> keptBefore(CohortRecord record, CohortRecord.KeptRequest kept) {
    Transition<BeginResult> begin =
        new Begin(store, BeginRequest.of(record.cohort(), kept), now).decide(record);
    return begin.write().isPresent()
        ? begin
        : Transition.of(StoreWrite.of(record.keepingNothing()), begin.answer());
  }

  private static boolean isKept(CohortRecord record, String executionId) {
    return record.kept().filter(kept -> kept.executionId().equals(executionId)).isPresent();
  }

  /**
   * The schedule's own execution of exactly the time that an event is for. It began then or later,
   * so it has seen what the event is about.
   */
  private Optional<String> doneOnSchedule(CohortRecord record, Instant scheduledTime) {
    if (request.trigger() != Trigger.EVENT) {
      return Optional.empty();
    }
    String id = BeginRequest.scheduledId(scheduledTime, record.schedule().revision());
    return store
        .execution(record.cohort(), id)
        .filter(done -> done.origin().scheduledTime().equals(Optional.of(scheduledTime)))
        .map(ImportExecution::executionId);
  }

  private Transition<BeginResult> busy(
      CohortRecord record, ActiveExecution active, String executionId) {
    if (!request.whenFree()) {
      return Transition.nothing(new BeginResult.Busy(active.executionId(), active.startedAt()));
    }
    CohortRecord.KeptRequest asked =
        new CohortRecord.KeptRequest(executionId, request.cause(), now, Optional.empty());
    CohortRecord.KeptRequest kept = record.kept().map(before -> before.or(asked)).orElse(asked);
    return Transition.of(
        StoreWrite.of(record.keeping(kept)),
        new BeginResult.Kept(active.executionId(), active.startedAt()));
  }

  private boolean allowed(ScheduleState state) {
    return switch (state) {
      case LIVE -> true;
      case PAUSED, FINISHED -> request.trigger() == Trigger.MANUAL;
      case CANCELLED -> request.options().drain();
    };
  }

  private boolean due(CohortSchedule schedule) {
    return schedule.nextRunAt().filter(next -> !next.isAfter(now)).isPresent();
  }

  private Optional<Instant> own(CohortSchedule schedule) {
    return request.trigger() == Trigger.SCHEDULED ? schedule.nextRunAt() : Optional.empty();
  }

  /** Whether the import of a newer time has begun: importing the older one would go backwards. */
  private static boolean overtaken(CohortSchedule schedule, Instant scheduledTime) {
    return schedule.lastScheduledTime().filter(last -> last.isAfter(scheduledTime)).isPresent();
  }

  /** The execution of a newer scheduled time, if history still holds it. */
  private Optional<String> newerThan(CohortKey cohort, Instant scheduledTime) {
    return store
        .history(cohort, new HistoryQuery(MOST_LOOKED_AT, Optional.empty(), Optional.empty()))
        .executions()
        .stream()
        .filter(done -> done.origin().scheduledTime().filter(scheduledTime::isBefore).isPresent())
        .map(ImportExecution::executionId)
        .findFirst();
  }

  private Optional<Refusal> confirmed(CohortRecord record) {
    return record
        .belief()
        .refusal()
        .filter(refusal -> request.confirmRemovals().equals(Optional.of(refusal.executionId())));
  }

  private Transition<BeginResult> begun(
      CohortRecord record,
      String executionId,
      Optional<Instant> scheduledTime,
      Optional<Refusal> confirmed) {
    ImportOptions asked = request.options();
    ImportExecution execution =
        queued(
            record, executionId, scheduledTime, asked.confirming(confirmed.map(Refusal::question)));
    boolean usedUp = confirmed.isPresent() && !asked.dryRun();
    Optional<Refusal> leftToConfirm = usedUp ? Optional.empty() : record.belief().refusal();
    boolean readsTheExport = !asked.dryRun() && !asked.drain();
    CohortRecord next =
        (readsTheExport ? record.keepingNothing() : record)
            .with(advanced(record.schedule(), scheduledTime))
            .with(ActiveExecution.queued(executionId, now))
            .with(record.belief().with(leftToConfirm));
    return Transition.of(StoreWrite.of(next, execution), new BeginResult.Begun(execution));
  }

  private ImportExecution queued(
      CohortRecord record,
      String executionId,
      Optional<Instant> scheduledTime,
      ImportOptions options) {
    return new ImportExecution(
        new ImportExecution.Identity(
            record.cohort(), executionId, record.schedule().stored().cohortName()),
        new Origin(request.trigger(), request.requestedBy(), scheduledTime, now, options),
        new ImportExecution.Lifecycle(State.QUEUED, Optional.empty()),
        ImportExecution.WorkDone.NOTHING,
        ImportExecution.Output.NONE);
  }

  /**
   * Only the begin of a scheduled run moves on to the next one, and always to one that lies ahead:
   * of several missed runs one is caught up. An event may come from a clock that is ahead of ours;
   * the run it began must not come again.
   */
  private CohortSchedule advanced(CohortSchedule schedule, Optional<Instant> scheduledTime) {
    if (scheduledTime.isEmpty()) {
      return schedule;
    }
    CohortSchedule begun = schedule.begun(scheduledTime.get());
    boolean isItsRun =
        schedule.nextRunAt().filter(next -> !next.isAfter(scheduledTime.get())).isPresent();
    if (!isItsRun) {
      return begun;
    }
    return movedOn(begun, later(now, scheduledTime.get()));
  }

  private static CohortSchedule movedOn(CohortSchedule begun, Instant after) {
    Optional<Instant> next = begun.stored().nextRunAfter(after);
    if (next.isPresent()) {
      return begun.in(ScheduleState.LIVE, next);
    }
    boolean valid = begun.stored() instanceof StoredSchedule.ValidSchedule;
    return begun.in(valid ? ScheduleState.FINISHED : ScheduleState.PAUSED, Optional.empty());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
