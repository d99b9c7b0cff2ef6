package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.membership.StepOutcomes;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.StoredJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.TreeSet;

/** The progress of a delivery as the table holds it. */
final class DeliveryProgressJson {
  private static final String SETTLED_BY = "settledBy";
  private static final String IN_DOUBT = "inDoubt";

  private DeliveryProgressJson() {}

  static ObjectNode write(DeliveryProgress progress) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("plan", progress.plan());
    ObjectNode verdict = json.putObject("verdict");
    progress.decision().refused().ifPresent(reason -> verdict.put("refused", reason.name()));
    verdict.put("removalsHeld", progress.decision().removalsHeld());
    verdict.put("message", progress.decision().message());
    progress.decision().totals().ifPresent(totals -> put(verdict, totals));
    ArrayNode done = json.putArray("stepsDone");
    progress.stepsDone().forEach(done::add);
    ObjectNode answered = json.putObject("objectsAnswered");
    progress.objectsAnswered().forEach(answered::put);
    ArrayNode exceptions = json.putArray("exceptions");
    for (StepOutcomes known : progress.outcomes()) {
      exceptions
          .addObject()
          .put("step", known.step())
          .put("from", known.from())
          .put("to", known.to())
          .put("key", known.key())
          .put("rows", known.rows());
    }
    json.put("changesAnswered", progress.changesAnswered());
    progress.lastRemovalAt().ifPresent(time -> json.put("lastRemovalAt", time.toString()));
    progress.lastAnswerAt().ifPresent(time -> json.put("lastAnswerAt", time.toString()));
    json.put(SETTLED_BY, progress.settledBy());
    json.put(IN_DOUBT, progress.inDoubt());
    return json;
  }

  /**
   * Of a delivery that an older version began nobody knows which leg ended in order: all is open.
   */
  static DeliveryProgress read(StoredJson json) {
    return new DeliveryProgress(
        json.text("plan"),
        json.object("verdict", DeliveryProgressJson::decision),
        new DeliveryProgress.AnsweredSteps(
            new TreeSet<>(json.texts("stepsDone")),
            new TreeMap<>(json.counts("objectsAnswered")),
            json.objects("exceptions", DeliveryProgressJson::exceptions),
            json.count("changesAnswered")),
        new DeliveryProgress.LastAnswers(
            json.optionalInstant("lastRemovalAt"), json.optionalInstant("lastAnswerAt")),
        new DeliveryProgress.Certainty(
            json.has(SETTLED_BY) ? Math.toIntExact(json.count(SETTLED_BY)) : 0,
            !json.has(IN_DOUBT) || json.bool(IN_DOUBT)));
  }

  private static StepOutcomes exceptions(StoredJson json) {
    return new StepOutcomes(
        json.text("step"),
        json.count("from"),
        json.count("to"),
        json.text("key"),
        json.count("rows"));
  }

  private static ImportGuard.Decision decision(StoredJson json) {
    return new ImportGuard.Decision(
        json.optionalOneOf("refused", Reason.class),
        json.bool("removalsHeld"),
        json.text("message"),
        json.optionalObject("totals", DeliveryProgressJson::totals));
  }

  private static ImportGuard.GuardTotals totals(StoredJson json) {
    return new ImportGuard.GuardTotals(
        new ImportGuard.GuardMembers(
            json.count("believedMembers"),
            json.count("largestLately"),
            json.count("exportMembers"),
            json.count("leavers"),
            json.count("additions")),
        new ImportGuard.GuardRows(
            json.count("rowsRead"),
            json.count("unreadableRows"),
            json.count("rowsWithoutIdentity")));
  }

  private static void put(ObjectNode verdict, ImportGuard.GuardTotals totals) {
    verdict
        .putObject("totals")
        .put("believedMembers", totals.believedMembers())
        .put("largestLately", totals.largestLately())
        .put("exportMembers", totals.exportMembers())
        .put("leavers", totals.leavers())
        .put("additions", totals.additions())
        .put("rowsRead", totals.rowsRead())
        .put("unreadableRows", totals.unreadableRows())
        .put("rowsWithoutIdentity", totals.rowsWithoutIdentity());
  }
}
