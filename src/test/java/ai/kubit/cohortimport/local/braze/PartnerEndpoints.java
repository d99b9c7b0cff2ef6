package ai.kubit.cohortimport.local.braze;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * {@code /partners/{name}/cohorts} and {@code /partners/{name}/cohorts/users} (<a
 * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>). The same
 * keys are accepted as partner key and as data import key.
 */
final class PartnerEndpoints {
  private static final int ID_LIMIT = 1000;
  private static final String PARTNER = "kubit";
  private static final String NAME_PATH = "/partners/" + PARTNER + "/cohorts";
  private static final String USERS_PATH = NAME_PATH + "/users";

  private final BrazeState state;
  private final RequestLog log;
  private final Set<String> keys = new CopyOnWriteArraySet<>();

  PartnerEndpoints(BrazeState state, RequestLog log) {
    this.state = state;
    this.log = log;
  }

  static boolean isPath(String path) {
    return path.equals(NAME_PATH) || path.equals(USERS_PATH);
  }

  void acceptOnly(Set<String> accepted) {
    keys.retainAll(accepted);
    keys.addAll(accepted);
  }

  BrazeResponse answer(String path, JsonNode body) {
    if (!keys.contains(body.path("partner_api_key").asText())) {
      return BrazeResponse.message(401, "Invalid Partner API key");
    }
    String secret = body.path("client_secret").asText();
    if (!keys.contains(secret)) {
      return BrazeResponse.message(
          401, "Partner not enabled for client with client secret: " + secret);
    }
    if (!isText(body.path("cohort_id"))) {
      return BrazeResponse.message(400, "cohort_id must be a valid string");
    }
    return path.equals(NAME_PATH) ? name(body) : users(body);
  }

  private BrazeResponse name(JsonNode body) {
    if (!isText(body.path("name"))) {
      return BrazeResponse.message(400, "name must be a non-empty string");
    }
    if (!isTimestamp(body.path("created_at"))) {
      return BrazeResponse.message(400, "created_at must be an ISO 8601 string");
    }
    state.nameCohort(body.path("cohort_id").asText(), body.path("name").asText());
    return success();
  }

  private BrazeResponse users(JsonNode body) {
    JsonNode list = body.path("cohort_changes");
    if (!list.isArray()) {
      return BrazeResponse.message(400, "cohort_changes must be an array of objects");
    }
    List<CohortChange> changes = new ArrayList<>();
    for (JsonNode item : list) {
      if (!hasIds(item)) {
        return BrazeResponse.message(
            400, "cohort_changes must hold user_ids and/or device_ids or aliases");
      }
      changes.add(change(item));
    }
    int ids = changes.stream().mapToInt(CohortChange::size).sum();
    log.parsed(ids);
    if (ids > ID_LIMIT) {
      return BrazeResponse.message(400, "Only 1,000 ids may be in cohort_changes");
    }
    state.changeCohort(body.path("cohort_id").asText(), changes);
    return success();
  }

  private static boolean hasIds(JsonNode item) {
    return item.path("user_ids").isArray()
        || item.path("device_ids").isArray()
        || item.path("aliases").isArray();
  }

  private static CohortChange change(JsonNode item) {
    return new CohortChange(
        JsonText.texts(item.path("user_ids")),
        JsonText.texts(item.path("device_ids")),
        JsonText.aliases(item.path("aliases")),
        item.path("should_remove").asBoolean());
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank();
  }

  private static boolean isTimestamp(JsonNode node) {
    try {
      OffsetDateTime.parse(node.asText());
      return node.isTextual();
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static BrazeResponse success() {
    return BrazeResponse.message(201, "success");
  }
}
