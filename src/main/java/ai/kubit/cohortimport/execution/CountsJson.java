package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.membership.SkippedDevices;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The counts of an execution as one flat object. */
final class CountsJson {
  private CountsJson() {}

  static ObjectNode write(Counts counts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rowsRead", counts.rows().read());
    json.put("rowsRejected", counts.rows().rejected());
    json.put("duplicates", counts.rows().duplicates());
    json.put("members", counts.members().members());
    json.put("unchanged", counts.members().unchanged());
    json.put("unsupported", counts.members().unsupported());
    json.put("addsPlanned", counts.changes().addsPlanned());
    json.put("removesPlanned", counts.changes().removesPlanned());
    json.put("removesHeld", counts.changes().removesHeld());
    json.put("accepted", counts.changes().accepted());
    json.put("refused", counts.changes().refused());
    json.put("unknown", counts.changes().unknown());
    json.put("notSent", counts.changes().notSent());
    json.put("devicesIdentified", counts.members().skipped().identified());
    json.put("devicesUnknown", counts.members().skipped().unknown());
    json.put("devicesOpen", counts.members().skipped().open());
    json.put("usersImported", counts.members().usersImported());
    json.put("requests", counts.effort().requests());
    json.put("retries", counts.effort().retries());
    json.put("rateLimited", counts.effort().rateLimited());
    json.put("dataPoints", counts.effort().dataPoints());
    json.put("durationMs", counts.effort().durationMs());
    json.put("legs", counts.effort().legs());
    ObjectNode reasons = json.putObject("rejectedByReason");
    new TreeMap<>(counts.rows().rejectedByReason()).forEach(reasons::put);
    return json;
  }

  static Counts read(JsonNode json) {
    Map<String, Long> reasons = new TreeMap<>();
    json.path("rejectedByReason")
        .properties()
        .forEach(entry -> reasons.put(entry.getKey(), entry.getValue().asLong()));
    return new Counts(
        new Counts.Rows(
            number(json, "rowsRead"),
            number(json, "rowsRejected"),
            number(json, "duplicates"),
            reasons),
        new Counts.Members(
            number(json, "members"),
            number(json, "unchanged"),
            number(json, "unsupported"),
            number(json, "usersImported"),
            new SkippedDevices(
                number(json, "devicesIdentified"),
                number(json, "devicesUnknown"),
                number(json, "devicesOpen"))),
        new Counts.Changes(
            number(json, "addsPlanned"),
            number(json, "removesPlanned"),
            number(json, "removesHeld"),
            number(json, "accepted"),
            number(json, "refused"),
            number(json, "unknown"),
            number(json, "notSent")),
        new Counts.Effort(
            number(json, "requests"),
            number(json, "retries"),
            number(json, "rateLimited"),
            number(json, "dataPoints"),
            number(json, "durationMs"),
            json.path("legs").asInt()));
  }

  private static long number(JsonNode json, String field) {
    return json.path(field).asLong();
  }
}
