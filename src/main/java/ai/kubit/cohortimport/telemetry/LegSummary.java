package ai.kubit.cohortimport.telemetry;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.Locale;
import java.util.Optional;

/** One line that tells an import from its trigger to its end. */
final class LegSummary {
  private static final double MILLIS = 1000;

  private final ImportExecution execution;
  private final Optional<Outcome> outcome;

  LegSummary(ImportExecution execution) {
    this.execution = execution;
    this.outcome = execution.ending().map(Ending::outcome);
  }

  boolean needsALook() {
    return outcome.filter(ended -> ended == Outcome.FAILED || ended == Outcome.REFUSED).isPresent();
  }

  String sentence() {
    Counts counts = execution.counts();
    Counts.Changes changes = counts.changes();
    Counts.ImportEffort effort = counts.effort();
    return String.format(
        Locale.ROOT,
        "%s %s %s%s: %s, export %s, rows %d (rejected %d, duplicates %d), members %d, to add %d,"
            + " to remove %d (held %d), accepted %d, refused %d, unknown %d, not sent %d,"
            + " users imported %d, requests %d (retries %d, 429s %d), legs %d, %.1f s%s",
        execution.cohort(),
        execution.executionId(),
        outcome.map(Outcome::name).orElse(execution.state().name()),
        execution.ending().flatMap(Ending::reason).map(reason -> " (" + reason + ")").orElse(""),
        execution.origin().trigger() + options(),
        execution.export().map(ImportExecution.ExportFacts::name).orElse("-"),
        counts.rows().read(),
        counts.rows().rejected(),
        counts.rows().duplicates(),
        counts.members().members(),
        changes.addsPlanned(),
        changes.removesPlanned(),
        changes.removesHeld(),
        changes.accepted(),
        changes.refused(),
        changes.unknown(),
        changes.notSent(),
        counts.members().usersImported(),
        effort.requests(),
        effort.retries(),
        effort.rateLimited(),
        effort.legs(),
        effort.durationMs() / MILLIS,
        execution.ending().map(ending -> ". " + ending.message()).orElse(""));
  }

  private String options() {
    ImportOptions options = execution.origin().options();
    return (options.dryRun() ? " dry run" : "")
        + (options.fullRefresh() ? " full refresh" : "")
        + (options.drain() ? " drain" : "")
        + (options.isConfirmed() ? " confirmed" : "");
  }
}
