package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.CohortEntry.Appointment;
import ai.kubit.cohortimport.execution.CohortEntry.Belief;
import ai.kubit.cohortimport.execution.CohortEntry.OwedMail;
import ai.kubit.cohortimport.execution.CohortEntry.Refusal;
import ai.kubit.cohortimport.schedule.ScheduleState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An item of the schedules table as JSON, without its keys, its version and what is derived. */
final class EntryJson {
  private EntryJson() {}

  static ObjectNode write(CohortEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Appointment appointment = entry.appointment();
    json.set("schedule", appointment.definition());
    json.put("state", appointment.state().name());
    json.put("revision", appointment.revision());
    put(json, "nextRunAt", appointment.nextRunAt());
    put(json, "lastScheduledTime", appointment.lastScheduledTime());
    entry.active().ifPresent(active -> json.set("active", write(active)));
    entry.belief().membership().ifPresent(key -> json.put("membership", key));
    put(json, "lastAnswerAt", entry.belief().lastAnswerAt());
    json.put("executionsSinceRefresh", entry.belief().executionsSinceRefresh());
    entry
        .belief()
        .refusal()
        .ifPresent(
            refusal ->
                json.putObject("refusal")
                    .put("executionId", refusal.executionId())
                    .put("removals", refusal.removals()));
    ArrayNode mails = json.putArray("owedMails");
    entry.owedMails().forEach(mail -> mails.add(write(mail)));
    return json;
  }

  static CohortEntry read(CohortKey cohort, long version, JsonNode json) {
    List<OwedMail> mails = new ArrayList<>();
    json.path("owedMails").forEach(mail -> mails.add(mail(mail)));
    return new CohortEntry(
        cohort,
        version,
        new Appointment(
            json.path("schedule").isObject()
                ? (ObjectNode) json.get("schedule")
                : JsonNodeFactory.instance.objectNode(),
            ScheduleState.valueOf(json.path("state").asText()),
            json.path("revision").asInt(),
            ExecutionJson.instant(json, "nextRunAt"),
            ExecutionJson.instant(json, "lastScheduledTime")),
        json.has("active") ? Optional.of(active(json.get("active"))) : Optional.empty(),
        new Belief(
            text(json, "membership"),
            ExecutionJson.instant(json, "lastAnswerAt"),
            json.path("executionsSinceRefresh").asInt(),
            json.has("refusal") ? Optional.of(refusal(json.get("refusal"))) : Optional.empty()),
        mails);
  }

  private static ObjectNode write(ActiveExecution active) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("executionId", active.executionId());
    json.put("state", active.state().name());
    json.put("since", active.since().toString());
    json.put("startedAt", active.startedAt().toString());
    json.put("owner", active.owner());
    put(json, "leaseUntil", active.leaseUntil());
    put(json, "resumeAt", active.resumeAt());
    json.put("leg", active.leg());
    json.put("legsWithoutProgress", active.legsWithoutProgress());
    json.put("waitedForBraze", active.waitedForBraze());
    json.put("stopRequested", active.stopRequested());
    if (!active.waitsBecause().isEmpty()) {
      json.put("waitsBecause", active.waitsBecause());
    }
    return json;
  }

  private static ActiveExecution active(JsonNode json) {
    return new ActiveExecution(
        json.path("executionId").asText(),
        ImportExecution.State.valueOf(json.path("state").asText()),
        Instant.parse(json.path("since").asText()),
        Instant.parse(json.path("startedAt").asText()),
        json.path("owner").asText(),
        ExecutionJson.instant(json, "leaseUntil"),
        ExecutionJson.instant(json, "resumeAt"),
        json.path("leg").asInt(),
        json.path("legsWithoutProgress").asInt(),
        json.path("waitedForBraze").asBoolean(),
        json.path("stopRequested").asBoolean(),
        json.path("waitsBecause").asText());
  }

  private static ObjectNode write(OwedMail mail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("executionId", mail.executionId());
    ArrayNode recipients = json.putArray("recipients");
    mail.recipients().forEach(recipients::add);
    json.put("tries", mail.tries());
    json.put("lastTryAt", mail.lastTryAt().toString());
    return json;
  }

  private static OwedMail mail(JsonNode json) {
    List<String> recipients = new ArrayList<>();
    json.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
    return new OwedMail(
        json.path("executionId").asText(),
        recipients,
        json.path("tries").asInt(),
        Instant.parse(json.path("lastTryAt").asText()));
  }

  private static Refusal refusal(JsonNode json) {
    return new Refusal(json.path("executionId").asText(), json.path("removals").asLong());
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.hasNonNull(field) ? Optional.of(json.get(field).asText()) : Optional.empty();
  }

  private static void put(ObjectNode json, String field, Optional<Instant> time) {
    time.ifPresent(moment -> json.put(field, moment.toString()));
  }
}
