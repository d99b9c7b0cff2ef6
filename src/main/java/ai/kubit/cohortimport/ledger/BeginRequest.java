package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.ledger.ImportExecution.Wish;
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
 * @param whenFree whether it is kept while another execution is under way
 */
public record BeginRequest(
    CohortKey cohort,
    Trigger trigger,
    Optional<String> executionId,
    Optional<Instant> scheduledTime,
    String requestedBy,
    Wish wish,
    Optional<String> confirmRemovals,
    boolean whenFree) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  public BeginRequest {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(requestedBy, "requestedBy");
    Objects.requireNonNull(wish, "wish");
    Objects.requireNonNull(confirmRemovals, "confirmRemovals");
    if (executionId.isEmpty() && trigger != Trigger.SCHEDULED) {
      throw new IllegalArgumentException("only the schedule's own appointment makes an id");
    }
    if (whenFree && !(wish.equals(Wish.PLAIN) && confirmRemovals.isEmpty())) {
      throw new IllegalArgumentException("only a plain import is kept");
    }
  }

  /** For a person, or for a caller that waits for nothing. */
  public BeginRequest(
      CohortKey cohort,
      Trigger trigger,
      Optional<String> executionId,
      Optional<Instant> scheduledTime,
      String requestedBy,
      Wish wish,
      Optional<String> confirmRemovals) {
    this(cohort, trigger, executionId, scheduledTime, requestedBy, wish, confirmRemovals, false);
  }

  /**
   * An event's import, which is kept where another one is under way.
   *
   * @param executionId derived from the event's own id
   * @param scheduledTime when the event meant it to be
   */
  public static BeginRequest event(
      CohortKey cohort, String executionId, Optional<Instant> scheduledTime) {
    return new BeginRequest(
        cohort,
        Trigger.EVENT,
        Optional.of(executionId),
        scheduledTime,
        "",
        Wish.PLAIN,
        Optional.empty(),
        true);
  }

  /** What was kept. */
  static BeginRequest of(CohortKey cohort, CohortRecord.KeptRequest kept) {
    return new BeginRequest(
        cohort,
        kept.trigger(),
        Optional.of(kept.executionId()),
        kept.scheduledTime(),
        kept.requestedBy(),
        Wish.PLAIN,
        Optional.empty(),
        true);
  }

  /** Whether the execution, which has the same id, was begun with the same options. */
  boolean asksFor(Wish begun) {
    return wish.dryRun() == begun.dryRun()
        && wish.fullRefresh() == begun.fullRefresh()
        && wish.drain() == begun.drain()
        && confirmRemovals.isPresent() == begun.confirmation().isPresent();
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
