package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.membership.SkippedDevices;
import ai.kubit.cohortimport.storage.StoredJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  static Counts read(StoredJson json) {
    return new Counts(
        new Counts.Rows(
            json.count("rowsRead"),
            json.count("rowsRejected"),
            json.count("duplicates"),
            json.counts("rejectedByReason")),
        new Counts.Members(
            json.count("members"),
            json.count("unchanged"),
            json.count("unsupported"),
            json.count("usersImported"),
            new SkippedDevices(
                json.count("devicesIdentified"),
                json.count("devicesUnknown"),
                json.count("devicesOpen"))),
        new Counts.Changes(
            json.count("addsPlanned"),
            json.count("removesPlanned"),
            json.count("removesHeld"),
            json.count("accepted"),
            json.count("refused"),
            json.count("unknown"),
            json.count("notSent")),
        new Counts.ImportEffort(
            json.count("requests"),
            json.count("retries"),
            json.count("rateLimited"),
            json.count("dataPoints"),
            json.count("durationMs"),
            json.integer("legs")));
  }
}
