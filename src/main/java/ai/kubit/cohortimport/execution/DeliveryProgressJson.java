package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.membership.RemovalGuard;
import ai.kubit.cohortimport.membership.StepExceptions;
import ai.kubit.cohortimport.outcome.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The progress of a delivery as the table holds it. */
final class DeliveryProgressJson {
  private DeliveryProgressJson() {}

  static ObjectNode write(DeliveryProgress progress) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("plan", progress.plan());
    ObjectNode verdict = json.putObject("verdict");
    progress.verdict().refused().ifPresent(reason -> verdict.put("refused", reason.name()));
    verdict.put("removalsHeld", progress.verdict().removalsHeld());
    verdict.put("message", progress.verdict().message());
    ArrayNode done = json.putArray("stepsDone");
    progress.stepsDone().forEach(done::add);
    ObjectNode answered = json.putObject("objectsAnswered");
    progress.objectsAnswered().forEach(answered::put);
    ArrayNode exceptions = json.putArray("exceptions");
    for (StepExceptions known : progress.exceptions()) {
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
    return json;
  }

  static DeliveryProgress read(JsonNode json) {
    JsonNode verdict = json.path("verdict");
    SortedSet<String> done = new TreeSet<>();
    json.path("stepsDone").forEach(step -> done.add(step.asText()));
    SortedMap<String, Long> answered = new TreeMap<>();
    json.path("objectsAnswered")
        .properties()
        .forEach(entry -> answered.put(entry.getKey(), entry.getValue().asLong()));
    List<StepExceptions> exceptions = new ArrayList<>();
    for (JsonNode known : json.path("exceptions")) {
      exceptions.add(
          new StepExceptions(
              known.path("step").asText(),
              known.path("from").asLong(),
              known.path("to").asLong(),
              known.path("key").asText(),
              known.path("rows").asLong()));
    }
    return new DeliveryProgress(
        json.path("plan").asText(),
        new RemovalGuard.Verdict(
            verdict.has("refused")
                ? Optional.of(Reason.valueOf(verdict.get("refused").asText()))
                : Optional.empty(),
            verdict.path("removalsHeld").asBoolean(),
            verdict.path("message").asText()),
        done,
        answered,
        exceptions,
        json.path("changesAnswered").asLong(),
        ExecutionJson.instant(json, "lastRemovalAt"),
        ExecutionJson.instant(json, "lastAnswerAt"));
  }
}
