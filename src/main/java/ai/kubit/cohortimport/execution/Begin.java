package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.execution.CohortEntry.Appointment;
import ai.kubit.cohortimport.execution.CohortEntry.Refusal;
import ai.kubit.cohortimport.execution.CohortLedger.LedgerWrite;
import ai.kubit.cohortimport.execution.CohortLedger.Transition;
import ai.kubit.cohortimport.execution.ImportExecution.MailStatus;
import ai.kubit.cohortimport.execution.ImportExecution.Origin;
import ai.kubit.cohortimport.execution.ImportExecution.State;
import ai.kubit.cohortimport.execution.ImportExecution.Trigger;
import ai.kubit.cohortimport.execution.ImportExecution.Wish;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether an import may begin, and what the entry becomes when it does. */
final class Begin {
  private final CohortLedger ledger;
  private final BeginRequest request;
  private final Instant now;

  Begin(CohortLedger ledger, BeginRequest request, Instant now) {
    this.ledger = ledger;
    this.request = request;
    this.now = now;
  }

  Transition<BeginAnswer> decide(CohortEntry entry) {
    Appointment appointment = entry.appointment();
    if (!allowed(appointment.state())) {
      return Transition.nothing(new BeginAnswer.NotLive(appointment.state()));
    }
    if (request.trigger() == Trigger.SCHEDULED && !due(appointment)) {
      return Transition.nothing(new BeginAnswer.NotDue());
    }
    Optional<Instant> scheduledTime = request.scheduledTime().or(() -> own(appointment));
    String executionId =
        request
            .executionId()
            .orElseGet(
                () ->
                    BeginRequest.appointmentId(
                        scheduledTime.orElseThrow(), appointment.revision()));
    if (ledger.execution(entry.cohort(), executionId).isPresent()) {
      return known(entry, scheduledTime, executionId);
    }
    if (entry.active().isPresent()) {
      ActiveExecution active = entry.active().get();
      return Transition.nothing(new BeginAnswer.Busy(active.executionId(), active.startedAt()));
    }
    if (scheduledTime.isPresent() && overtaken(appointment, scheduledTime.get())) {
      return Transition.nothing(new BeginAnswer.AlreadyDone(executionId));
    }
    Optional<Refusal> confirmed = confirmed(entry);
    if (request.confirmRemovals().isPresent() && confirmed.isEmpty()) {
      return Transition.nothing(new BeginAnswer.NothingToConfirm());
    }
    return begun(entry, executionId, scheduledTime, confirmed);
  }

  /**
   * The history has the execution already. Where it is the entry's own next appointment, the entry
   * was set back to an older one, by a restore: it moves on to what the history does not know, or
   * it would be due for ever and never begin.
   */
  private Transition<BeginAnswer> known(
      CohortEntry entry, Optional<Instant> scheduledTime, String executionId) {
    BeginAnswer answer = new BeginAnswer.AlreadyDone(executionId);
    if (request.trigger() != Trigger.SCHEDULED || entry.active().isPresent()) {
      return Transition.nothing(answer);
    }
    Instant known = scheduledTime.orElseThrow();
    Appointment next = movedOn(entry.appointment().begun(known), known);
    return Transition.of(LedgerWrite.of(entry.with(next)), answer);
  }

  private boolean allowed(ScheduleState state) {
    return switch (state) {
      case LIVE -> true;
      case PAUSED, FINISHED -> request.trigger() == Trigger.MANUAL;
      case CANCELLED -> request.wish().drain();
    };
  }

  private boolean due(Appointment appointment) {
    return appointment.nextRunAt().filter(next -> !next.isAfter(now)).isPresent();
  }

  private Optional<Instant> own(Appointment appointment) {
    return request.trigger() == Trigger.SCHEDULED ? appointment.nextRunAt() : Optional.empty();
  }

  /** Whether a newer appointment has been begun: importing the older one would go backwards. */
  private static boolean overtaken(Appointment appointment, Instant scheduledTime) {
    return appointment.lastScheduledTime().filter(last -> last.isAfter(scheduledTime)).isPresent();
  }

  private Optional<Refusal> confirmed(CohortEntry entry) {
    return entry
        .belief()
        .refusal()
        .filter(refusal -> request.confirmRemovals().equals(Optional.of(refusal.executionId())));
  }

  private Transition<BeginAnswer> begun(
      CohortEntry entry,
      String executionId,
      Optional<Instant> scheduledTime,
      Optional<Refusal> confirmed) {
    Wish asked = request.wish();
    Wish wish = asked.confirming(confirmed.map(Refusal::question));
    ImportExecution execution =
        new ImportExecution(
            entry.cohort(),
            executionId,
            entry.appointment().definition().path("cohortName").asText(),
            new Origin(request.trigger(), request.requestedBy(), scheduledTime, now, wish),
            State.QUEUED,
            Optional.empty(),
            Counts.NONE,
            Optional.empty(),
            Map.of(),
            MailStatus.NONE,
            Optional.empty());
    boolean usedUp = confirmed.isPresent() && !asked.dryRun();
    Optional<Refusal> leftToConfirm = usedUp ? Optional.empty() : entry.belief().refusal();
    CohortEntry next =
        entry
            .with(advanced(entry.appointment(), scheduledTime))
            .with(ActiveExecution.queued(executionId, now))
            .with(entry.belief().with(leftToConfirm));
    return Transition.of(LedgerWrite.of(next, execution), new BeginAnswer.Begun(execution));
  }

  /**
   * Only the begin of an appointment moves on to the next one, and always to one that lies ahead:
   * of several missed appointments one is caught up. An event may come from a clock that is ahead
   * of ours; the appointment it began must not come again.
   */
  private Appointment advanced(Appointment appointment, Optional<Instant> scheduledTime) {
    if (scheduledTime.isEmpty()) {
      return appointment;
    }
    Appointment begun = appointment.begun(scheduledTime.get());
    boolean itsAppointment =
        appointment.nextRunAt().filter(next -> !next.isAfter(scheduledTime.get())).isPresent();
    if (!itsAppointment) {
      return begun;
    }
    return movedOn(begun, later(now, scheduledTime.get()));
  }

  private static Appointment movedOn(Appointment begun, Instant after) {
    StoredSchedule schedule = new StoredSchedule(begun.definition());
    Optional<Instant> next = schedule.nextRunAfter(after);
    if (next.isPresent()) {
      return begun.in(ScheduleState.LIVE, next);
    }
    return begun.in(
        schedule.isValid() ? ScheduleState.FINISHED : ScheduleState.PAUSED, Optional.empty());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
