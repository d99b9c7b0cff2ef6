package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.TypedCommand;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ExecutionJson;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Executions in words: one in full, or a line of a table for each. */
final class ExecutionText {
  private static final String ROW = "%-21s %-22s %-19s %14s  %s";

  private ExecutionText() {}

  /** How it ended, or how far it is; every figure; where its reports are; how to confirm it. */
  static String of(ExecutionView view) {
    ImportExecution execution = view.execution();
    List<String> lines = new ArrayList<>();
    lines.add(headline(view));
    if (execution.origin().options().dryRun()) {
      lines.add("  dry run: nothing was sent to Braze, and nobody was added or removed");
    }
    addCounts(lines, execution.counts());
    execution
        .verification()
        .ifPresent(found -> VerificationText.of(found).forEach(line -> lines.add("  " + line)));
    new TreeMap<>(execution.reports())
        .forEach((name, key) -> lines.add("  report " + name + ": " + key));
    if (asksForConfirmation(execution)) {
      lines.add("  to confirm: " + confirmation(execution));
    }
    lines.add("  execution " + execution.executionId());
    return String.join(System.lineSeparator(), lines);
  }

  /** What a look at Braze found after it, and where the report is that names who is missing. */
  static String inBraze(ImportExecution execution) {
    List<String> lines = new ArrayList<>();
    execution.verification().ifPresent(found -> lines.addAll(VerificationText.of(found)));
    execution.reports().entrySet().stream()
        .filter(report -> report.getKey().equals("not-in-braze"))
        .forEach(report -> lines.add("  who is missing: " + report.getValue()));
    lines.add("  execution " + execution.executionId());
    return String.join(System.lineSeparator(), lines);
  }

  /** One that is not over has no message of its own yet. */
  private static String headline(ExecutionView view) {
    Optional<Ending> ending = view.execution().ending();
    return ending
        .map(
            end ->
                end.outcome()
                    + end.reason().map(reason -> " (" + reason + ")").orElse("")
                    + ": "
                    + end.message())
        .orElseGet(() -> view.execution().state() + ": " + soFar(view) + ".");
  }

  private static void addCounts(List<String> lines, Counts counts) {
    Counts.Rows rows = counts.rows();
    Counts.Members members = counts.members();
    Counts.Changes changes = counts.changes();
    lines.add(
        line(
            "rows %,d = rejected %,d + duplicates %,d + members %,d",
            rows.read(), rows.rejected(), rows.duplicates(), members.members()));
    if (!rows.rejectedByReason().isEmpty()) {
      lines.add("  rejected: " + byReason(rows));
    }
    lines.add(
        line(
                "members %,d = unchanged %,d + to add %,d + unsupported %,d; to remove %,d",
                members.members(),
                members.unchanged(),
                changes.addsPlanned(),
                members.unsupported(),
                changes.removesPlanned())
            + (changes.removesHeld() == 0 ? "" : words(", held back %,d", changes.removesHeld())));
    lines.add(
        line(
            "Braze accepted %,d, refused %,d, unknown %,d, not sent %,d, in %,d requests",
            changes.accepted(),
            changes.refused(),
            changes.unknown(),
            changes.notSent(),
            counts.effort().requests()));
    lines.add(line("users imported (accepted by Braze): %,d", members.usersImported()));
  }

  private static String byReason(Counts.Rows rows) {
    return new TreeMap<>(rows.rejectedByReason())
        .entrySet().stream()
            .map(entry -> words("%s %,d", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static boolean asksForConfirmation(ImportExecution execution) {
    return !execution.origin().options().dryRun()
        && execution.ending().filter(end -> end.outcome() == Outcome.REFUSED).isPresent();
  }

  private static String confirmation(ImportExecution execution) {
    return TypedCommand.of("import-now", execution.cohort())
        + " "
        + TypedCommand.confirming(execution.executionId());
  }

  /** How far one is that is not over, and what it waits for. */
  private static String soFar(ExecutionView view) {
    List<String> parts = new ArrayList<>();
    switch (view.execution().state()) {
      case QUEUED -> parts.add("it waits for a worker");
      case RUNNING -> parts.add(answered(view.execution()));
      case INTERRUPTED, DONE -> {
        parts.add(answered(view.execution()));
        parts.add(wait(view.underWay()));
      }
    }
    if (view.underWay().filter(ActiveExecution::stopRequested).isPresent()) {
      parts.add("a person asked to stop it");
    }
    return String.join("; ", parts);
  }

  /** The cohort may be busy with something else by now, or with the next leg. */
  private static String wait(Optional<ActiveExecution> underWay) {
    Optional<ActiveExecution> waiting =
        underWay.filter(active -> active.state() == ImportExecution.State.INTERRUPTED);
    return "it waits, because %s, and goes on at %s"
        .formatted(
            waiting.map(ActiveExecution::waitsBecause).orElse("another leg must go on"),
            waiting
                .flatMap(ActiveExecution::resumeAt)
                .map(ExecutionJson::text)
                .orElse("the next sweep"));
  }

  private static String answered(ImportExecution execution) {
    return execution
        .delivery()
        .map(
            delivery ->
                words(
                    "Braze has answered %,d of %,d changes so far",
                    delivery.changesAnswered(), execution.counts().changes().planned()))
        .orElse("the export is not read to its end yet");
  }

  /** A heading and a line for each; one that is not over has a second line. */
  static List<String> table(List<ExecutionView> views) {
    List<String> lines = new ArrayList<>();
    lines.add(words(ROW, "STARTED", "OUTCOME", "REASON", "USERS IMPORTED", "EXECUTION"));
    for (ExecutionView view : views) {
      lines.add(row(view.execution()));
      if (view.execution().ending().isEmpty()) {
        lines.add("  " + soFar(view));
      }
    }
    return lines;
  }

  private static String row(ImportExecution execution) {
    Optional<Ending> ending = execution.ending();
    return words(
        ROW,
        ExecutionJson.text(execution.origin().startedAt()),
        ending.map(end -> end.outcome().name()).orElse(execution.state().name()),
        ending.flatMap(Ending::reason).map(Enum::name).orElse("-"),
        ending.map(end -> words("%,d", execution.counts().members().usersImported())).orElse("-"),
        execution.executionId() + (execution.origin().options().dryRun() ? "  (dry run)" : ""));
  }

  private static String line(String format, Object... figures) {
    return "  " + words(format, figures);
  }

  private static String words(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
