package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.StoredJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** An execution as JSON: flat, as people and the table see it. Times are UTC to the second. */
public final class ExecutionJson {
  private static final int FORMAT = 1;

  /** What stands on the item beside this. */
  private static final List<String> KEY_AND_EXPIRY = List.of("cohort", "expiresAt");

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
    execution
        .verification()
        .ifPresent(found -> json.set("verification", VerificationJson.write(found)));
    put(json, execution.origin().options());
    return json;
  }

  /** What the table holds. */
  static ObjectNode forTable(ImportExecution execution) {
    ObjectNode json = forPeople(execution);
    json.put("format", FORMAT);
    execution
        .delivery()
        .ifPresent(delivery -> json.set("delivery", DeliveryProgressJson.write(delivery)));
    return json;
  }

  static ImportExecution read(JsonNode json) {
    String item =
        "the execution %s of %s/%s"
            .formatted(
                json.path("executionId").asText(),
                json.path("workspaceId").asText(),
                json.path("cohortId").asText());
    return StoredJson.read(item, json, ExecutionJson::read);
  }

  private static ImportExecution read(StoredJson json) {
    json.format(FORMAT);
    KEY_AND_EXPIRY.forEach(json::has);
    return new ImportExecution(
        new ImportExecution.Identity(
            new CohortKey(json.text("workspaceId"), json.text("cohortId")),
            json.text("executionId"),
            json.text("cohortName")),
        new Origin(
            json.oneOf("trigger", Trigger.class),
            json.text("requestedBy"),
            json.optionalInstant("scheduledTime"),
            json.instant("startedAt"),
            options(json)),
        new ImportExecution.Lifecycle(json.oneOf("state", State.class), ending(json)),
        new ImportExecution.WorkDone(
            json.object("counts", CountsJson::read),
            json.optionalObject("export", ExecutionJson::export),
            json.optionalObject("delivery", DeliveryProgressJson::read)),
        new ImportExecution.Output(
            json.textsByName("reports"),
            json.object("mail", ExecutionJson::mail),
            json.optionalObject("verification", VerificationJson::read)));
  }

  /** A time as it is stored and shown: UTC, to the second. */
  public static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void put(ObjectNode json, Ending ending) {
    json.put("outcome", ending.outcome().name());
    ending.reason().ifPresent(reason -> json.put("reason", reason.name()));
    json.put("message", ending.message());
  }

  /** The fields of an ending come together or not at all. */
  private static Optional<Ending> ending(StoredJson json) {
    boolean ended = json.has("outcome") || json.has("finishedAt") || json.has("message");
    Optional<Reason> reason = json.optionalOneOf("reason", Reason.class);
    if (!ended && reason.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending(
            json.oneOf("outcome", Outcome.class),
            reason,
            json.text("message"),
            json.instant("finishedAt")));
  }

  private static void put(ObjectNode json, ImportOptions options) {
    json.put("dryRun", options.dryRun());
    json.put("fullRefresh", options.fullRefresh());
    json.put("drain", options.drain());
    json.put(
        "removalsConfirmedUpTo", options.confirmation().map(Confirmation::removalsUpTo).orElse(0L));
    options
        .confirmation()
        .ifPresent(
            given ->
                json.putObject("confirmed")
                    .put("kind", given.kind().name())
                    .put("exportFingerprint", given.exportFingerprint())
                    .put("removals", given.removals())
                    .put("additions", given.additions()));
  }

  /** Before executions had numbers, only how many removals were confirmed was kept. */
  private static ImportOptions options(StoredJson json) {
    json.count("removalsConfirmedUpTo");
    return new ImportOptions(
        json.bool("dryRun"),
        json.bool("fullRefresh"),
        json.bool("drain"),
        json.optionalObject("confirmed", ExecutionJson::confirmation));
  }

  private static Confirmation confirmation(StoredJson json) {
    return new Confirmation(
        json.oneOf("kind", Reason.class),
        json.text("exportFingerprint"),
        json.count("removals"),
        json.count("additions"));
  }

  private static MailStatus mail(StoredJson json) {
    return new MailStatus(json.integer("sent"), json.integer("owed"), json.integer("failed"));
  }

  private static ObjectNode write(ExportFacts export) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", export.name())
            .put("exportedAt", text(export.exportedAt()))
            .put("objects", export.objects())
            .put("bytes", export.bytes());
    if (!export.notes().isEmpty()) {
      export.notes().forEach(json.putArray("notes")::add);
    }
    return json;
  }

  private static ExportFacts export(StoredJson json) {
    return new ExportFacts(
        json.text("name"),
        json.instant("exportedAt"),
        json.integer("objects"),
        json.count("bytes"),
        json.has("notes") ? json.texts("notes") : List.of());
  }
}
