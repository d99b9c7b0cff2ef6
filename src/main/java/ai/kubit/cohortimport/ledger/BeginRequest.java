package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody wants an import.
 *
 * @param cohort which cohort
 * @param executionId the execution's id, derived from what triggered it, so that the same trigger
 *     twice means the same execution; absent for a scheduled run, whose id {@link #scheduledId}
 *     derives
 * @param cause who wants it, and which time it is for
 * @param options what beyond a plain import
 * @param confirmRemovals the refused execution that a person confirms
 * @param whenFree whether it is kept while another execution is under way
 */
public record BeginRequest(
    CohortKey cohort,
    Optional<String> executionId,
    ImportCause cause,
    ImportOptions options,
    Optional<String> confirmRemovals,
    boolean whenFree) {
  /** How much of a token's hash names an execution. */
  private static final int TOKEN_DIGITS = 26;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  public BeginRequest {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(confirmRemovals, "confirmRemovals");
    if (executionId.isEmpty() && cause.trigger() != Trigger.SCHEDULED) {
      throw new IllegalArgumentException("only a scheduled run makes its own id");
    }
    if (whenFree && !(options.equals(ImportOptions.PLAIN) && confirmRemovals.isEmpty())) {
      throw new IllegalArgumentException("only a plain import is kept");
    }
  }

  /**
   * A person's import. Everything else that a person may ask for is added to it.
   *
   * @param executionId as {@link #manualId} makes it
   */
  public static BeginRequest manual(
      CohortKey cohort, String executionId, String requestedBy, ImportOptions options) {
    return new BeginRequest(
        cohort,
        Optional.of(executionId),
        new ImportCause(Trigger.MANUAL, requestedBy, Optional.empty()),
        options,
        Optional.empty(),
        false);
  }

  /** The same, confirming what the guard had refused in another execution. */
  public BeginRequest confirming(String refusedExecutionId) {
    return new BeginRequest(
        cohort, executionId, cause, options, Optional.of(refusedExecutionId), whenFree);
  }

  /**
   * The same, kept for later while another import is under way.
   *
   * @throws IllegalArgumentException for anything but a plain import
   */
  public BeginRequest keptWhileBusy() {
    return new BeginRequest(cohort, executionId, cause, options, confirmRemovals, true);
  }

  /**
   * An event's import, which is kept where another one is under way.
   *
   * @param executionId derived from the event's own id
   * @param scheduledTime when the event meant it to be
   */
  public static BeginRequest event(
      CohortKey cohort, String executionId, Optional<Instant> scheduledTime) {
    return kept(cohort, executionId, new ImportCause(Trigger.EVENT, "", scheduledTime));
  }

  /** What was kept. */
  static BeginRequest of(CohortKey cohort, CohortRecord.KeptRequest kept) {
    return kept(cohort, kept.executionId(), kept.cause());
  }

  private static BeginRequest kept(CohortKey cohort, String executionId, ImportCause cause) {
    return new BeginRequest(
        cohort, Optional.of(executionId), cause, ImportOptions.PLAIN, Optional.empty(), true);
  }

  public Trigger trigger() {
    return cause.trigger();
  }

  public Optional<Instant> scheduledTime() {
    return cause.scheduledTime();
  }

  public String requestedBy() {
    return cause.requestedBy();
  }

  /** Whether the execution, which has the same id, was begun with the same options. */
  boolean asksFor(ImportOptions begun) {
    return options.dryRun() == begun.dryRun()
        && options.fullRefresh() == begun.fullRefresh()
        && options.drain() == begun.drain()
        && confirmRemovals.isPresent() == begun.confirmation().isPresent();
  }

  /** The schedule's own next run, whichever it is by the time it is begun. */
  public static BeginRequest scheduled(CohortKey cohort) {
    return new BeginRequest(
        cohort,
        Optional.empty(),
        new ImportCause(Trigger.SCHEDULED, "", Optional.empty()),
        ImportOptions.PLAIN,
        Optional.empty(),
        false);
  }

  /**
   * The same token always names the same execution: two clicks on one button are one import.
   *
   * @param token the client's, or the request's own id where it sent none
   */
  public static String manualId(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return "m-" + HexFormat.of().formatHex(hash).substring(0, TOKEN_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** {@code s-20261122T0800Z-r3}: the scheduled time and the schedule's revision. */
  static String scheduledId(Instant scheduledTime, int revision) {
    return "s-" + MINUTE.format(scheduledTime) + "-r" + revision;
  }
}
