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
    return begin()
        + ", "
        + rows(counts)
        + ", "
        + changes(counts.changes())
        + ", users imported "
        + counts.members().usersImported()
        + ", "
        + effort(counts.effort())
        + execution.ending().map(ending -> ". " + ending.message()).orElse("");
  }

  private String begin() {
    return String.format(
        Locale.ROOT,
        "%s %s %s%s: %s, export %s",
        execution.cohort(),
        execution.executionId(),
        outcome.map(Outcome::name).orElse(execution.state().name()),
        execution.ending().flatMap(Ending::reason).map(reason -> " (" + reason + ")").orElse(""),
        execution.origin().trigger() + options(),
        execution.export().map(ImportExecution.ExportFacts::name).orElse("-"));
  }

  private static String rows(Counts counts) {
    return String.format(
        Locale.ROOT,
        "rows %d (rejected %d, duplicates %d), members %d",
        counts.rows().read(),
        counts.rows().rejected(),
        counts.rows().duplicates(),
        counts.members().members());
  }

  private static String changes(Counts.Changes changes) {
    return String.format(
        Locale.ROOT,
        "to add %d, to remove %d (held %d), accepted %d, refused %d, unknown %d, not sent %d",
        changes.addsPlanned(),
        changes.removesPlanned(),
        changes.removesHeld(),
        changes.accepted(),
        changes.refused(),
        changes.unknown(),
        changes.notSent());
  }

  private static String effort(Counts.ImportEffort effort) {
    return String.format(
        Locale.ROOT,
        "requests %d (retries %d, 429s %d), legs %d, %.1f s",
        effort.requests(),
        effort.retries(),
        effort.rateLimited(),
        effort.legs(),
        effort.durationMs() / MILLIS);
  }

  private String options() {
    ImportOptions options = execution.origin().options();
    return (options.dryRun() ? " dry run" : "")
        + (options.fullRefresh() ? " full refresh" : "")
        + (options.drain() ? " drain" : "")
        + (options.isConfirmed() ? " confirmed" : "");
  }
}
