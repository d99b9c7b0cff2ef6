package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.CohortRecord.ScheduledRun;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether an import may begin, and what the entry becomes when it does. */
final class Begin {
  private static final int MOST_LOOKED_AT = 100;

  private final CohortStore ledger;
  private final BeginRequest request;
  private final Instant now;

  Begin(CohortStore ledger, BeginRequest request, Instant now) {
    this.ledger = ledger;
    this.request = request;
    this.now = now;
  }

  Transition<BeginResult> decide(CohortRecord entry) {
    ScheduledRun appointment = entry.appointment();
    boolean allowed = allowed(appointment.state());
    boolean due = request.trigger() != Trigger.SCHEDULED || due(appointment);
    Optional<CohortRecord.KeptRequest> kept = keptForNow(entry);
    if (kept.isPresent() && !(allowed && due)) {
      return keptBefore(entry, kept.get());
    }
    if (!allowed) {
      return Transition.nothing(new BeginResult.NotLive(appointment.state()));
    }
    if (!due) {
      return Transition.nothing(new BeginResult.NotDue());
    }
    Optional<Instant> scheduledTime = request.scheduledTime().or(() -> own(appointment));
    String executionId =
        request
            .executionId()
            .orElseGet(
                () ->
                    BeginRequest.appointmentId(
                        scheduledTime.orElseThrow(), appointment.revision()));
    Optional<ImportExecution> before = ledger.execution(entry.cohort(), executionId);
    if (before.isPresent()) {
      return known(entry, scheduledTime, before.get());
    }
    Optional<String> ownAppointment = scheduledTime.flatMap(time -> doneOnSchedule(entry, time));
    if (ownAppointment.isPresent()) {
      return Transition.nothing(new BeginResult.AlreadyDone(ownAppointment.get()));
    }
    if (entry.active().isPresent()) {
      return busy(entry, entry.active().get(), executionId);
    }
    if (scheduledTime.isPresent()
        && !isKept(entry, executionId)
        && overtaken(appointment, scheduledTime.get())) {
      return Transition.nothing(
          new BeginResult.Overtaken(newerThan(entry.cohort(), scheduledTime.get())));
    }
    Optional<Refusal> confirmed = confirmed(entry);
    if (request.confirmRemovals().isPresent() && confirmed.isEmpty()) {
      return Transition.nothing(new BeginResult.NothingToConfirm());
    }
    return begun(entry, executionId, scheduledTime, confirmed);
  }

  /**
   * The history has the execution already. Where it is the entry's own next appointment, the entry
   * was set back to an older one, by a restore: it moves on to what the history does not know, or
   * it would be due for ever and never begin.
   */
  private Transition<BeginResult> known(
      CohortRecord entry, Optional<Instant> scheduledTime, ImportExecution before) {
    if (!request.asksFor(before.origin().options())) {
      return Transition.nothing(new BeginResult.OtherOptions(before.executionId()));
    }
    BeginResult answer = new BeginResult.AlreadyDone(before.executionId());
    if (request.trigger() != Trigger.SCHEDULED || entry.active().isPresent()) {
      return Transition.nothing(answer);
    }
    Instant known = scheduledTime.orElseThrow();
    ScheduledRun next = movedOn(entry.appointment().begun(known), known);
    return Transition.of(StoreWrite.of(entry.with(next)), answer);
  }

  /** What was kept until the cohort is free, if this is the sweep that looks for what is due. */
  private Optional<CohortRecord.KeptRequest> keptForNow(CohortRecord entry) {
    return request.trigger() == Trigger.SCHEDULED && entry.active().isEmpty()
        ? entry.kept().filter(kept -> kept.allowedIn(entry.appointment().state()))
        : Optional.empty();
  }

  /** Begins what was kept. Should it have no place any more, it is kept no longer. */
  private Transition<BeginResult> keptBefore(CohortRecord entry, CohortRecord.KeptRequest kept) {
    Transition<BeginResult> begin =
        new Begin(ledger, BeginRequest.of(entry.cohort(), kept), now).decide(entry);
    return begin.write().isPresent()
        ? begin
        : Transition.of(StoreWrite.of(entry.keepingNothing()), begin.answer());
  }

  private static boolean isKept(CohortRecord entry, String executionId) {
    return entry.kept().filter(kept -> kept.executionId().equals(executionId)).isPresent();
  }

  /**
   * The schedule's own execution of exactly the time that an event is for. It began then or later,
   * so it has seen what the event is about.
   */
  private Optional<String> doneOnSchedule(CohortRecord entry, Instant scheduledTime) {
    if (request.trigger() != Trigger.EVENT) {
      return Optional.empty();
    }
    String id = BeginRequest.appointmentId(scheduledTime, entry.appointment().revision());
    return ledger
        .execution(entry.cohort(), id)
        .filter(done -> done.origin().scheduledTime().equals(Optional.of(scheduledTime)))
        .map(ImportExecution::executionId);
  }

  private Transition<BeginResult> busy(
      CohortRecord entry, ActiveExecution active, String executionId) {
    if (!request.whenFree()) {
      return Transition.nothing(new BeginResult.Busy(active.executionId(), active.startedAt()));
    }
    CohortRecord.KeptRequest asked =
        new CohortRecord.KeptRequest(
            request.trigger(),
            executionId,
            request.scheduledTime(),
            request.requestedBy(),
            now,
            Optional.empty());
    CohortRecord.KeptRequest kept = entry.kept().map(before -> before.or(asked)).orElse(asked);
    return Transition.of(
        StoreWrite.of(entry.keeping(kept)),
        new BeginResult.Kept(active.executionId(), active.startedAt()));
  }

  private boolean allowed(ScheduleState state) {
    return switch (state) {
      case LIVE -> true;
      case PAUSED, FINISHED -> request.trigger() == Trigger.MANUAL;
      case CANCELLED -> request.options().drain();
    };
  }

  private boolean due(ScheduledRun appointment) {
    return appointment.nextRunAt().filter(next -> !next.isAfter(now)).isPresent();
  }

  private Optional<Instant> own(ScheduledRun appointment) {
    return request.trigger() == Trigger.SCHEDULED ? appointment.nextRunAt() : Optional.empty();
  }

  /** Whether a newer appointment has been begun: importing the older one would go backwards. */
  private static boolean overtaken(ScheduledRun appointment, Instant scheduledTime) {
    return appointment.lastScheduledTime().filter(last -> last.isAfter(scheduledTime)).isPresent();
  }

  /** The execution of a newer scheduled time, if history still holds it. */
  private Optional<String> newerThan(CohortKey cohort, Instant scheduledTime) {
    return ledger
        .history(cohort, new HistoryQuery(MOST_LOOKED_AT, Optional.empty(), Optional.empty()))
        .executions()
        .stream()
        .filter(done -> done.origin().scheduledTime().filter(scheduledTime::isBefore).isPresent())
        .map(ImportExecution::executionId)
        .findFirst();
  }

  private Optional<Refusal> confirmed(CohortRecord entry) {
    return entry
        .belief()
        .refusal()
        .filter(refusal -> request.confirmRemovals().equals(Optional.of(refusal.executionId())));
  }

  private Transition<BeginResult> begun(
      CohortRecord entry,
      String executionId,
      Optional<Instant> scheduledTime,
      Optional<Refusal> confirmed) {
    ImportOptions asked = request.options();
    ImportOptions options = asked.confirming(confirmed.map(Refusal::question));
    ImportExecution execution =
        new ImportExecution(
            new ImportExecution.Identity(
                entry.cohort(), executionId, entry.appointment().schedule().cohortName()),
            new Origin(request.trigger(), request.requestedBy(), scheduledTime, now, options),
            new ImportExecution.Lifecycle(State.QUEUED, Optional.empty()),
            new ImportExecution.WorkDone(Counts.NONE, Optional.empty(), Optional.empty()),
            new ImportExecution.Output(Map.of(), MailStatus.NONE));
    boolean usedUp = confirmed.isPresent() && !asked.dryRun();
    Optional<Refusal> leftToConfirm = usedUp ? Optional.empty() : entry.belief().refusal();
    boolean readsTheExport = !asked.dryRun() && !asked.drain();
    CohortRecord next =
        (readsTheExport ? entry.keepingNothing() : entry)
            .with(advanced(entry.appointment(), scheduledTime))
            .with(ActiveExecution.queued(executionId, now))
            .with(entry.belief().with(leftToConfirm));
    return Transition.of(StoreWrite.of(next, execution), new BeginResult.Begun(execution));
  }

  /**
   * Only the begin of an appointment moves on to the next one, and always to one that lies ahead:
   * of several missed appointments one is caught up. An event may come from a clock that is ahead
   * of ours; the appointment it began must not come again.
   */
  private ScheduledRun advanced(ScheduledRun appointment, Optional<Instant> scheduledTime) {
    if (scheduledTime.isEmpty()) {
      return appointment;
    }
    ScheduledRun begun = appointment.begun(scheduledTime.get());
    boolean itsAppointment =
        appointment.nextRunAt().filter(next -> !next.isAfter(scheduledTime.get())).isPresent();
    if (!itsAppointment) {
      return begun;
    }
    return movedOn(begun, later(now, scheduledTime.get()));
  }

  private static ScheduledRun movedOn(ScheduledRun begun, Instant after) {
    Optional<Instant> next = begun.schedule().nextRunAfter(after);
    if (next.isPresent()) {
      return begun.in(ScheduleState.LIVE, next);
    }
    boolean valid = begun.schedule() instanceof StoredSchedule.ValidSchedule;
    return begun.in(valid ? ScheduleState.FINISHED : ScheduleState.PAUSED, Optional.empty());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
