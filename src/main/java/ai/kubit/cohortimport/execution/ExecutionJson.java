package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.ImportExecution.Ending;
import ai.kubit.cohortimport.execution.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.execution.ImportExecution.MailStatus;
import ai.kubit.cohortimport.execution.ImportExecution.Origin;
import ai.kubit.cohortimport.execution.ImportExecution.State;
import ai.kubit.cohortimport.execution.ImportExecution.Trigger;
import ai.kubit.cohortimport.execution.ImportExecution.Wish;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An execution as JSON: flat, as people and the table see it. Times are UTC to the second. */
public final class ExecutionJson {
  private ExecutionJson() {}

  /** What people see: everything but what only the next leg needs. */
  public static ObjectNode forPeople(ImportExecution execution) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workspaceId", execution.cohort().workspaceId());
    json.put("cohortId", execution.cohort().cohortId());
    json.put("cohortName", execution.cohortName());
    json.put("executionId", execution.executionId());
    json.put("trigger", execution.origin().trigger().name());
    json.put("requestedBy", execution.origin().requestedBy());
    execution.origin().scheduledTime().ifPresent(time -> json.put("scheduledTime", text(time)));
    json.put("startedAt", text(execution.origin().startedAt()));
    execution.ending().ifPresent(ending -> json.put("finishedAt", text(ending.finishedAt())));
    json.put("state", execution.state().name());
    execution.ending().ifPresent(ending -> put(json, ending));
    json.set("counts", CountsJson.write(execution.counts()));
    execution.export().ifPresent(export -> json.set("export", write(export)));
    ObjectNode reports = json.putObject("reports");
    new TreeMap<>(execution.reports()).forEach(reports::put);
    json.putObject("mail")
        .put("sent", execution.mail().sent())
        .put("owed", execution.mail().owed())
        .put("failed", execution.mail().failed());
    put(json, execution.origin().wish());
    return json;
  }

  /** What the table holds. */
  static ObjectNode forTable(ImportExecution execution) {
    ObjectNode json = forPeople(execution);
    execution
        .delivery()
        .ifPresent(delivery -> json.set("delivery", DeliveryProgressJson.write(delivery)));
    return json;
  }

  static ImportExecution read(JsonNode json) {
    return new ImportExecution(
        new CohortKey(json.path("workspaceId").asText(), json.path("cohortId").asText()),
        json.path("executionId").asText(),
        json.path("cohortName").asText(),
        new Origin(
            Trigger.valueOf(json.path("trigger").asText()),
            json.path("requestedBy").asText(),
            instant(json, "scheduledTime"),
            Instant.parse(json.path("startedAt").asText()),
            wish(json)),
        State.valueOf(json.path("state").asText()),
        ending(json),
        CountsJson.read(json.path("counts")),
        json.has("export") ? Optional.of(export(json.get("export"))) : Optional.empty(),
        reports(json.path("reports")),
        new MailStatus(
            json.path("mail").path("sent").asInt(),
            json.path("mail").path("owed").asInt(),
            json.path("mail").path("failed").asInt()),
        json.has("delivery")
            ? Optional.of(DeliveryProgressJson.read(json.get("delivery")))
            : Optional.empty());
  }

  static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Optional<Instant> instant(JsonNode json, String field) {
    return json.hasNonNull(field)
        ? Optional.of(Instant.parse(json.get(field).asText()))
        : Optional.empty();
  }

  private static void put(ObjectNode json, Ending ending) {
    json.put("outcome", ending.outcome().name());
    ending.reason().ifPresent(reason -> json.put("reason", reason.name()));
    json.put("message", ending.message());
  }

  private static Optional<Ending> ending(JsonNode json) {
    if (!json.has("outcome")) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending(
            Outcome.valueOf(json.get("outcome").asText()),
            json.has("reason")
                ? Optional.of(Reason.valueOf(json.get("reason").asText()))
                : Optional.empty(),
            json.path("message").asText(),
            Instant.parse(json.path("finishedAt").asText())));
  }

  private static void put(ObjectNode json, Wish wish) {
    json.put("dryRun", wish.dryRun());
    json.put("fullRefresh", wish.fullRefresh());
    json.put("drain", wish.drain());
    json.put("removalsConfirmedUpTo", wish.removalsConfirmedUpTo());
  }

  private static Wish wish(JsonNode json) {
    return new Wish(
        json.path("dryRun").asBoolean(),
        json.path("fullRefresh").asBoolean(),
        json.path("drain").asBoolean(),
        json.path("removalsConfirmedUpTo").asLong());
  }

  private static ObjectNode write(ExportFacts export) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", export.name())
        .put("exportedAt", text(export.exportedAt()))
        .put("objects", export.objects())
        .put("bytes", export.bytes());
  }

  private static ExportFacts export(JsonNode json) {
    return new ExportFacts(
        json.path("name").asText(),
        Instant.parse(json.path("exportedAt").asText()),
        json.path("objects").asInt(),
        json.path("bytes").asLong());
  }

  private static Map<String, String> reports(JsonNode json) {
    Map<String, String> reports = new TreeMap<>();
    json.properties().forEach(entry -> reports.put(entry.getKey(), entry.getValue().asText()));
    return reports;
  }
}
