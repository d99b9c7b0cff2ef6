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
    put(json, counts.rows());
    put(json, counts.members());
    put(json, counts.changes());
    putAccepted(json, counts.members());
    put(json, counts.effort());
    ObjectNode reasons = json.putObject("rejectedByReason");
    new TreeMap<>(counts.rows().rejectedByReason()).forEach(reasons::put);
    return json;
  }

  private static void put(ObjectNode json, Counts.Rows rows) {
    json.put("rowsRead", rows.read());
    json.put("rowsRejected", rows.rejected());
    json.put("duplicates", rows.duplicates());
  }

  private static void put(ObjectNode json, Counts.Members members) {
    json.put("members", members.members());
    json.put("unchanged", members.unchanged());
    json.put("unsupported", members.unsupported());
  }

  private static void put(ObjectNode json, Counts.Changes changes) {
    json.put("addsPlanned", changes.addsPlanned());
    json.put("removesPlanned", changes.removesPlanned());
    json.put("removesHeld", changes.removesHeld());
    json.put("accepted", changes.accepted());
    json.put("refused", changes.refused());
    json.put("unknown", changes.unknown());
    json.put("notSent", changes.notSent());
  }

  private static void putAccepted(ObjectNode json, Counts.Members members) {
    json.put("devicesIdentified", members.skipped().identified());
    json.put("devicesUnknown", members.skipped().unknown());
    json.put("devicesOpen", members.skipped().open());
    json.put("usersImported", members.usersImported());
  }

  private static void put(ObjectNode json, Counts.ImportEffort effort) {
    json.put("requests", effort.requests());
    json.put("retries", effort.retries());
    json.put("rateLimited", effort.rateLimited());
    json.put("dataPoints", effort.dataPoints());
    json.put("durationMs", effort.durationMs());
    json.put("legs", effort.legs());
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
        changes(json),
        new Counts.ImportEffort(
            json.count("requests"),
            json.count("retries"),
            json.count("rateLimited"),
            json.count("dataPoints"),
            json.count("durationMs"),
            json.integer("legs")));
  }

  private static Counts.Changes changes(StoredJson json) {
    return new Counts.Changes(
        json.count("addsPlanned"),
        json.count("removesPlanned"),
        json.count("removesHeld"),
        json.count("accepted"),
        json.count("refused"),
        json.count("unknown"),
        json.count("notSent"));
  }
}
