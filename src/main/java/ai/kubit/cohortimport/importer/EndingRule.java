package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.membership.SkippedDevices;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides how an execution ends: its outcome, reason and message, from its counts or from what
 * stopped it. The project's page "Runbook" lists the reasons.
 */
final class EndingRule {
  private EndingRule() {}

  /**
   * The ending of an execution that neither was stopped nor failed. If several reasons apply, the
   * most serious one is given.
   */
  static Ending of(Counts counts, ImportGuard.Decision decision, boolean dryRun, Instant now) {
    if (decision.refused().isPresent()) {
      return new Ending(Outcome.REFUSED, decision.refused(), decision.message(), now);
    }
    Counts.Changes changes = counts.changes();
    if (decision.removalsHeld()) {
      return withErrors(Reason.REMOVALS_HELD, decision.message(), now);
    }
    if (changes.unknown() > 0) {
      return withErrors(
          Reason.MEMBERS_UNKNOWN,
          ("Braze gave no answer that accounts for %,d of %,d changes. They may or may not have"
                  + " been applied; the next import sends them again.")
              .formatted(changes.unknown(), changes.planned()),
          now);
    }
    if (changes.refused() > 0) {
      return withErrors(
          Reason.MEMBERS_REFUSED,
          "Braze refused %,d of %,d changes; the report lists them."
              .formatted(changes.refused(), changes.planned()),
          now);
    }
    if (counts.rows().rejected() > 0) {
      return withErrors(
          Reason.ROWS_REJECTED,
          "%,d of %,d rows of the export name no usable member; the report lists them."
              .formatted(counts.rows().rejected(), counts.rows().read()),
          now);
    }
    SkippedDevices devices = counts.members().skipped();
    long unsupported = counts.members().unsupported() - devices.all();
    if (unsupported > 0) {
      return withErrors(
          Reason.DEVICES_UNRESOLVED,
          ("%,d members are known only by a device id and were left out. Switch the workspace's"
                  + " deviceLookup on, or use mode COHORT, which takes device ids as they are.")
              .formatted(unsupported),
          now);
    }
    if (devices.open() > 0) {
      return withErrors(
          Reason.DEVICES_UNRESOLVED,
          ("%,d device ids could not be looked up in the time an import may take; the next import"
                  + " goes on with them. Mode COHORT needs no lookups.")
              .formatted(devices.open()),
          now);
    }
    if (changes.notSent() > 0 && !dryRun) {
      return withErrors(
          Reason.DEVICES_UNRESOLVED,
          ("%,d of %,d changes were not sent: their devices were found when the time an import may"
                  + " take was over. The next import sends them.")
              .formatted(changes.notSent(), changes.planned()),
          now);
    }
    return new Ending(
        Outcome.COMPLETED, Optional.empty(), plain(changes, dryRun) + about(devices), now);
  }

  private static String plain(Counts.Changes changes, boolean dryRun) {
    if (changes.planned() == 0) {
      return "There was nothing to change, so nothing was sent to Braze.";
    }
    String sentence =
        dryRun
            ? "Dry run: %,d additions and %,d removals would be sent; nothing was."
            : "Braze accepted %,d additions and %,d removals.";
    return sentence.formatted(changes.addsPlanned(), changes.removesPlanned());
  }

  private static String about(SkippedDevices devices) {
    return devices.all() == 0
        ? ""
        : " Of the device ids, %,d belong to identified users and %,d to nobody that Braze knows; they were skipped."
            .formatted(devices.identified(), devices.unknown());
  }

  /**
   * The same ending, with a sentence about the new target, for an import to another target than the
   * one before.
   */
  static Ending inNewTarget(Ending ending) {
    return new Ending(
        ending.outcome(),
        ending.reason(),
        ending.message()
            + " The workspace's mode, endpoint or attribute name has changed since the last import,"
            + " so everyone was sent; members in the old place were left as they are.",
        ending.finishedAt());
  }

  /** The ending of an execution that failed, so that a person must act. */
  static Ending failed(Reason reason, String message, Instant now) {
    return new Ending(Outcome.FAILED, Optional.of(reason), message, now);
  }

  /** The ending of an execution that made no progress for too long. */
  static Ending stuck(boolean waitedForBraze, Instant now) {
    return waitedForBraze
        ? failed(
            Reason.BRAZE_UNAVAILABLE,
            "Braze could not be reached, or answered with errors, for a long time. Look at Braze's"
                + " status page. The next import goes on from what Braze accepted.",
            now)
        : failed(
            Reason.STUCK,
            "The import made no progress for a long time and was ended. The engineers who run this"
                + " function must look at its log; the next import goes on from what Braze"
                + " accepted.",
            now);
  }

  /** The ending of an execution that a person asked to stop. */
  static Ending stopped(Instant now) {
    return new Ending(
        Outcome.CANCELLED,
        Optional.of(Reason.STOPPED),
        "The import was stopped by a person. What Braze had accepted by then is recorded; the next"
            + " import goes on from there.",
        now);
  }

  private static Ending withErrors(Reason reason, String message, Instant now) {
    return new Ending(Outcome.COMPLETED_WITH_ERRORS, Optional.of(reason), message, now);
  }
}
