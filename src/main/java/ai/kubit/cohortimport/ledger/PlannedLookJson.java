package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.storage.StoredJson;
import ai.kubit.cohortimport.verification.LookTally;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A look that is to come or under way, in its cohort's item. */
final class PlannedLookJson {
  private PlannedLookJson() {}

  static ObjectNode write(PlannedLook look) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("executionId", look.executionId())
            .put("sample", look.sample())
            .put("dueAt", look.dueAt().toString())
            .put("owner", look.owner());
    PlannedLook.LookSoFar soFar = look.soFar();
    json.put("membership", soFar.membership());
    json.put("slice", soFar.slice());
    json.put("idleLegs", soFar.idleLegs());
    ArrayNode notes = json.putArray("notes");
    soFar.notes().forEach(end -> notes.add(end.toString()));
    json.set("tally", write(soFar.tally()));
    return json;
  }

  static PlannedLook read(StoredJson json) {
    return new PlannedLook(
        json.text("executionId"),
        json.integer("sample"),
        json.instant("dueAt"),
        json.text("owner"),
        new PlannedLook.LookSoFar(
            json.text("membership"),
            json.integer("slice"),
            json.object("tally", PlannedLookJson::tally),
            json.texts("notes").stream().map(Integer::valueOf).toList(),
            json.integer("idleLegs")));
  }

  private static ObjectNode write(LookTally tally) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("externalIds", write(tally.externalIds()));
    json.set("aliases", write(tally.aliases()));
    json.set("devices", write(tally.devices()));
    json.putObject("holders")
        .put("holds", tally.holders().holds())
        .put("lacks", tally.holders().lacks())
        .put("full", tally.holders().full());
    json.putObject("leavers")
        .put("looked", tally.leavers().looked())
        .put("holds", tally.leavers().holds());
    return json;
  }

  private static ObjectNode write(LookTally.KindCount kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("looked", kind.looked())
        .put("absent", kind.absent());
  }

  private static LookTally tally(StoredJson json) {
    return new LookTally(
        json.object("externalIds", PlannedLookJson::kind),
        json.object("aliases", PlannedLookJson::kind),
        json.object("devices", PlannedLookJson::kind),
        json.object(
            "holders",
            held ->
                new LookTally.HolderCount(
                    held.count("holds"), held.count("lacks"), held.count("full"))),
        json.object(
            "leavers",
            left -> new LookTally.LeaverCount(left.count("looked"), left.count("holds"))));
  }

  private static LookTally.KindCount kind(StoredJson json) {
    return new LookTally.KindCount(json.count("looked"), json.count("absent"));
  }
}
