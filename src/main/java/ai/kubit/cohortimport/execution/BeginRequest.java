package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.ImportExecution.Trigger;
import ai.kubit.cohortimport.execution.ImportExecution.Wish;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody wants an import.
 *
 * @param cohort which cohort
 * @param trigger who
 * @param executionId the execution's id, derived from what triggered it, so that the same trigger
 *     twice means the same execution; absent for an appointment, whose id {@link #appointmentId}
 *     derives
 * @param scheduledTime the appointment it is for
 * @param requestedBy the person
 * @param wish what beyond a plain import
 * @param confirmRemovals the refused execution that a person confirms
 */
public record BeginRequest(
    CohortKey cohort,
    Trigger trigger,
    Optional<String> executionId,
    Optional<Instant> scheduledTime,
    String requestedBy,
    Wish wish,
    Optional<String> confirmRemovals) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  public BeginRequest {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(requestedBy, "requestedBy");
    Objects.requireNonNull(wish, "wish");
    Objects.requireNonNull(confirmRemovals, "confirmRemovals");
    if (executionId.isEmpty() && scheduledTime.isEmpty() && trigger != Trigger.SCHEDULED) {
      throw new IllegalArgumentException("an execution needs an id or an appointment");
    }
  }

  /** The schedule's own appointment, whichever it is by the time it is begun. */
  public static BeginRequest appointment(CohortKey cohort) {
    return new BeginRequest(
        cohort,
        Trigger.SCHEDULED,
        Optional.empty(),
        Optional.empty(),
        "",
        Wish.PLAIN,
        Optional.empty());
  }

  /** {@code s-20261122T0800Z-r3}: the appointment and the schedule's revision. */
  static String appointmentId(Instant scheduledTime, int revision) {
    return "s-" + MINUTE.format(scheduledTime) + "-r" + revision;
  }
}
