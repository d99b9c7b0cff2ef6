package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.CleanText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers in words. */
public final class AnswerText {
  private AnswerText() {}

  public static String of(JsonNode answer) {
    String status = answer.path("status").asText();
    String execution = answer.path("executionId").asText();
    return switch (status) {
      case "STARTED" -> "STARTED: execution " + execution + ". See it with get-execution.";
      case "BUSY" -> "BUSY: " + busy(answer);
      case "ALREADY_DONE" ->
          "ALREADY_DONE: "
              + answer
                  .path("message")
                  .asText(
                      "execution "
                          + execution
                          + " was begun by the same trigger; nothing was done again.")
              + whatBecameOfIt(answer);
      case "CONFLICT" -> "CONFLICT: " + answer.path("message").asText() + inTheWay(answer);
      default ->
          answer.has("message")
              ? status + ": " + answer.path("message").asText()
              : CleanText.json(answer.toString());
    };
  }

  /** Which execution it is, since when, and what to do. */
  private static String busy(JsonNode answer) {
    String execution = answer.path("executionId").asText();
    String since = answer.path("since").asText();
    String message = answer.path("message").asText();
    if (answer.has("unfinished")) {
      List<String> lines = new ArrayList<>(List.of(message));
      answer.path("unfinished").forEach(cohort -> lines.add("  " + unfinished(cohort)));
      return String.join(System.lineSeparator(), lines);
    }
    return message.isEmpty()
        ? "execution %s has been under way since %s. Wait for it, stop it with stop-import, or import after it with --when-free."
            .formatted(execution, since)
        : "execution %s, begun at %s. %s".formatted(execution, since, message);
  }

  private static String unfinished(JsonNode cohort) {
    String id = cohort.path("cohortId").asText();
    return cohort.has("executionId")
        ? "%s: execution %s has been under way since %s"
            .formatted(id, cohort.path("executionId").asText(), cohort.path("since").asText())
        : id;
  }

  private static String whatBecameOfIt(JsonNode answer) {
    return answer.has("execution")
        ? System.lineSeparator() + execution(answer.path("execution"))
        : "";
  }

  /** What the message of a conflict does not say: the schedule, or the cohorts. */
  private static String inTheWay(JsonNode answer) {
    ObjectNode rest = answer.deepCopy();
    rest.remove(List.of("status", "conflict", "message"));
    return answer.path("conflict").asText().equals("NAME_TAKEN") || rest.isEmpty()
        ? ""
        : System.lineSeparator() + CleanText.json(rest.toPrettyString());
  }

  public static String execution(JsonNode execution) {
    JsonNode counts = execution.path("counts");
    String outcome =
        execution.has("outcome")
            ? execution.path("outcome").asText()
            : execution.path("state").asText();
    String reason = execution.has("reason") ? " (" + execution.path("reason").asText() + ")" : "";
    List<String> lines = new ArrayList<>();
    lines.add(outcome + reason + ": " + sentence(execution));
    if (execution.path("dryRun").asBoolean()) {
      lines.add("  dry run: nothing was sent to Braze, and nobody was added or removed");
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "  rows %,d = rejected %,d + duplicates %,d + members %,d",
            counts.path("rowsRead").asLong(),
            counts.path("rowsRejected").asLong(),
            counts.path("duplicates").asLong(),
            counts.path("members").asLong()));
    List<String> rejected = new ArrayList<>();
    counts
        .path("rejectedByReason")
        .properties()
        .forEach(
            entry ->
                rejected.add(
                    String.format(
                        Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue().asLong())));
    if (!rejected.isEmpty()) {
      lines.add("  rejected: " + String.join(", ", rejected));
    }
    long held = counts.path("removesHeld").asLong();
    lines.add(
        String.format(
                Locale.ROOT,
                "  members %,d = unchanged %,d + to add %,d + unsupported %,d; to remove %,d",
                counts.path("members").asLong(),
                counts.path("unchanged").asLong(),
                counts.path("addsPlanned").asLong(),
                counts.path("unsupported").asLong(),
                counts.path("removesPlanned").asLong())
            + (held == 0 ? "" : String.format(Locale.ROOT, ", held back %,d", held)));
    lines.add(
        String.format(
            Locale.ROOT,
            "  Braze accepted %,d, refused %,d, unknown %,d, not sent %,d, in %,d requests",
            counts.path("accepted").asLong(),
            counts.path("refused").asLong(),
            counts.path("unknown").asLong(),
            counts.path("notSent").asLong(),
            counts.path("requests").asLong()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  users imported (accepted by Braze): %,d",
            counts.path("usersImported").asLong()));
    execution
        .path("reports")
        .properties()
        .forEach(
            report -> lines.add("  report " + report.getKey() + ": " + report.getValue().asText()));
    if (outcome.equals("REFUSED") && !execution.path("dryRun").asBoolean()) {
      lines.add("  to confirm: " + confirmation(execution));
    }
    lines.add("  execution " + execution.path("executionId").asText());
    return String.join(System.lineSeparator(), lines);
  }

  /** One that is not over has no message of its own yet. */
  private static String sentence(JsonNode execution) {
    return execution.path("state").asText().equals("DONE")
        ? execution.path("message").asText()
        : soFar(execution) + ".";
  }

  /** How far one is that is not over, and what it waits for. */
  private static String soFar(JsonNode execution) {
    List<String> parts = new ArrayList<>();
    switch (execution.path("state").asText()) {
      case "QUEUED" -> parts.add("it waits for a worker");
      case "RUNNING" -> parts.add(answered(execution));
      default -> {
        parts.add(answered(execution));
        parts.add(
            "it waits, because "
                + execution.path("waitsBecause").asText("another leg must go on")
                + ", and goes on at "
                + execution.path("resumeAt").asText("the next sweep"));
      }
    }
    if (execution.path("stopRequested").asBoolean()) {
      parts.add("a person asked to stop it");
    }
    return String.join("; ", parts);
  }

  private static String answered(JsonNode execution) {
    JsonNode progress = execution.path("progress");
    return progress.isMissingNode()
        ? "the export is not read to its end yet"
        : String.format(
            Locale.ROOT,
            "Braze has answered %,d of %,d changes so far",
            progress.path("changesAnswered").asLong(),
            progress.path("changesPlanned").asLong());
  }

  private static String confirmation(JsonNode execution) {
    return String.join(
        " ",
        "kubit-cohort-import import-now",
        execution.path("workspaceId").asText(),
        execution.path("cohortId").asText(),
        "--confirm-removals",
        execution.path("executionId").asText());
  }

  public static List<String> history(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-21s %-22s %-19s %14s  %s",
            "STARTED",
            "OUTCOME",
            "REASON",
            "USERS IMPORTED",
            "EXECUTION"));
    for (JsonNode execution : answer.path("executions")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-21s %-22s %-19s %14s  %s",
              execution.path("startedAt").asText(),
              execution.has("outcome")
                  ? execution.path("outcome").asText()
                  : execution.path("state").asText(),
              execution.path("reason").asText("-"),
              execution.has("outcome")
                  ? String.format(
                      Locale.ROOT, "%,d", execution.path("counts").path("usersImported").asLong())
                  : "-",
              execution.path("executionId").asText()
                  + (execution.path("dryRun").asBoolean() ? "  (dry run)" : "")));
      if (!execution.has("outcome")) {
        lines.add("  " + soFar(execution));
      }
    }
    if (answer.has("nextToken")) {
      lines.add("more: --next-token " + answer.path("nextToken").asText());
    }
    return lines;
  }
}
