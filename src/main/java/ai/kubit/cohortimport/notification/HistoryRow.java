package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.Counts;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.execution.ImportExecution.Ending;
import ai.kubit.cohortimport.notification.HistoryView.Row;
import java.util.Locale;

/** One execution as a row of the history page. */
final class HistoryRow {
  private static final int TEXT_LIMIT = 100;

  private final Messages messages;
  private final ReaderFormat format;

  HistoryRow(Messages messages, ReaderFormat format) {
    this.messages = messages;
    this.format = format;
  }

  Row of(ImportExecution execution) {
    Counts counts = execution.counts();
    Counts.Changes changes = counts.changes();
    Tone tone = execution.ending().map(ending -> Tone.of(ending.outcome())).orElse(Tone.CALM);
    return new Row(
        HistoryPage.moment(format, execution.origin().startedAt()),
        trigger(execution.origin()),
        tone.name().toLowerCase(Locale.ROOT),
        tone.mark(),
        outcome(execution),
        execution.ending().flatMap(Ending::reason).map(messages::headline).orElse(""),
        format.number(changes.addsPlanned()),
        format.number(changes.removesPlanned()),
        format.number(changes.accepted()),
        format.number(changes.refused() + changes.unknown() + changes.notSent()),
        format.number(counts.rows().rejected()),
        format.number(counts.members().usersImported()),
        format.number(counts.effort().dataPoints()),
        CleanText.oneLine(execution.executionId(), TEXT_LIMIT));
  }

  private String outcome(ImportExecution execution) {
    boolean dryRun = execution.origin().wish().dryRun();
    return execution
        .ending()
        .map(Ending::outcome)
        .map(
            outcome ->
                dryRun
                    ? messages.dryRun() + ": " + messages.outcomeOfDryRun(outcome)
                    : messages.outcome(outcome))
        .orElseGet(() -> unfinished(execution.state()));
  }

  private static String unfinished(ImportExecution.State state) {
    return switch (state) {
      case QUEUED -> "Waiting to start";
      case RUNNING -> "Running";
      case INTERRUPTED -> "Interrupted, will be continued";
      case DONE -> throw new IllegalStateException("a done execution has an ending");
    };
  }

  private static String trigger(ImportExecution.Origin origin) {
    return switch (origin.trigger()) {
      case SCHEDULED -> "Schedule";
      case EVENT -> "Event";
      case MANUAL -> "By " + CleanText.oneLine(origin.requestedBy(), TEXT_LIMIT);
    };
  }
}
