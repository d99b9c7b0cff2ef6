package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.storage.StoredJson;
import ai.kubit.cohortimport.verification.Diagnosis;
import ai.kubit.cohortimport.verification.MatchEstimate;
import ai.kubit.cohortimport.verification.Verification;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a look found as JSON, for answers and the table. */
final class VerificationJson {
  /** For readers only: they follow from the counts. */
  private static final List<String> DERIVED = List.of("found", "percent", "low", "high");

  private VerificationJson() {}

  static ObjectNode write(Verification verification) {
    Verification.LookedUp counts = verification.lookedUp();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", verification.state().name())
            .put("at", ExecutionJson.text(verification.at()))
            .put("members", counts.members())
            .put("looked", counts.looked())
            .put("found", counts.found())
            .put("holds", counts.holds())
            .put("lacks", counts.lacks())
            .put("absent", counts.absent())
            .put("leaversHold", counts.leaversHold());
    verification.estimate().ifPresent(estimate -> put(json, estimate));
    json.put("diagnosis", verification.diagnosis().name());
    return verification.message().isEmpty() ? json : json.put("message", verification.message());
  }

  private static void put(ObjectNode json, MatchEstimate estimate) {
    json.put("percent", estimate.percent()).put("low", estimate.low()).put("high", estimate.high());
  }

  static Verification read(StoredJson json) {
    DERIVED.forEach(json::has);
    return new Verification(
        json.oneOf("state", Verification.LookState.class),
        json.instant("at"),
        new Verification.LookedUp(
            json.count("members"),
            json.count("looked"),
            json.count("absent"),
            json.count("holds"),
            json.count("lacks"),
            json.count("leaversHold")),
        json.oneOf("diagnosis", Diagnosis.class),
        json.optionalText("message").orElse(""));
  }
}
