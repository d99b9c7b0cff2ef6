package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.mail.Messages;
import ai.kubit.cohortimport.mail.ReaderFormat;
import ai.kubit.cohortimport.mail.Tone;
import ai.kubit.cohortimport.report.HistoryView.ExecutionLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One execution as a row of the history page. */
final class HistoryRow {
  private static final int TEXT_LIMIT = 100;

  private final Messages messages;
  private final ReaderFormat format;
  private final Optional<ActiveExecution> active;

  HistoryRow(Messages messages, ReaderFormat format, Optional<ActiveExecution> active) {
    this.messages = messages;
    this.format = format;
    this.active = active;
  }

  ExecutionLine of(ImportExecution execution) {
    Counts counts = execution.counts();
    Counts.Changes changes = counts.changes();
    Tone tone = Tone.of(execution);
    return new ExecutionLine(
        HistoryPage.moment(format, execution.origin().startedAt()),
        trigger(execution.origin()),
        tone.name().toLowerCase(Locale.ROOT),
        tone.mark(),
        outcome(execution),
        headline(execution),
        format.number(changes.addsPlanned()),
        format.number(changes.removesPlanned()),
        format.number(changes.accepted()),
        format.number(changes.refused() + changes.unknown() + changes.notSent()),
        format.number(counts.rows().rejected()),
        execution.ending().isPresent() ? format.number(counts.members().usersImported()) : "–",
        format.number(counts.effort().dataPoints()),
        CleanText.oneLine(execution.executionId(), TEXT_LIMIT));
  }

  String outcome(ImportExecution execution) {
    boolean dryRun = execution.origin().options().dryRun();
    return execution
        .ending()
        .map(Ending::outcome)
        .map(
            outcome ->
                dryRun
                    ? messages.title(messages.dryRun(), messages.outcomeOfDryRun(outcome))
                    : messages.outcome(outcome))
        .orElseGet(() -> unfinished(execution.state()));
  }

  private String headline(ImportExecution execution) {
    return execution
        .ending()
        .map(ending -> ending.reason().map(messages::headline).orElse(""))
        .orElseGet(() -> String.join("; ", soFar(execution)));
  }

  /** How far it is, what it waits for, and until when. */
  private List<String> soFar(ImportExecution execution) {
    List<String> parts = new ArrayList<>();
    execution
        .delivery()
        .ifPresent(
            delivery ->
                parts.add(
                    messages.progress(
                        format.number(delivery.changesAnswered()),
                        format.number(execution.counts().changes().planned()))));
    active
        .filter(underWay -> underWay.executionId().equals(execution.executionId()))
        .ifPresent(underWay -> addWaiting(parts, underWay));
    return parts;
  }

  private void addWaiting(List<String> parts, ActiveExecution underWay) {
    if (underWay.stopRequested()) {
      parts.add(messages.stopAsked());
    }
    if (underWay.state() == ImportExecution.State.INTERRUPTED) {
      if (underWay.waitedForBraze()) {
        parts.add(messages.waitsForBraze());
      }
      underWay.resumeAt().ifPresent(at -> parts.add(messages.goesOn(format.moment(at))));
    }
  }

  private String unfinished(ImportExecution.State state) {
    return switch (state) {
      case QUEUED -> messages.queued();
      case RUNNING -> messages.running();
      case INTERRUPTED -> messages.interrupted();
      case DONE -> throw new IllegalStateException("a done execution has an ending");
    };
  }

  private String trigger(ImportExecution.Origin origin) {
    return switch (origin.trigger()) {
      case SCHEDULED -> messages.bySchedule();
      case EVENT -> messages.byEvent();
      case MANUAL ->
          origin.requestedBy().isEmpty()
              ? messages.bySomebody()
              : CleanText.oneLine(origin.requestedBy(), TEXT_LIMIT);
    };
  }
}
