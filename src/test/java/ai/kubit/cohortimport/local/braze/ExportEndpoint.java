package ai.kubit.cohortimport.local.braze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * {@code /users/export/ids}: takes up to 50 external ids or aliases, or exactly one device id (<a
 * href="https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier/">Braze,
 * "POST: Export user profile by identifier"</a>). The request must name the fields, as newer
 * accounts of Braze require.
 */
final class ExportEndpoint {
  static final String PATH = "/users/export/ids";
  private static final int ID_LIMIT = 50;

  private final BrazeState state;

  ExportEndpoint(BrazeState state) {
    this.state = state;
  }

  BrazeResponse answer(JsonNode body) {
    List<String> fields = JsonText.texts(body.path("fields_to_export"));
    if (fields.isEmpty()) {
      return BrazeResponse.message(400, "fields_to_export is required");
    }
    JsonNode device = body.path("device_id");
    if (!device.isMissingNode() && !device.isTextual()) {
      return BrazeResponse.message(400, "device_id must be one string");
    }
    ExportQuery query =
        new ExportQuery(
            JsonText.texts(body.path("external_ids")),
            JsonText.aliases(body.path("user_aliases")),
            body.path("device_id").asText(null),
            body.path("braze_id").asText(null));
    if (query.externalIds().size() + query.aliases().size() > ID_LIMIT) {
      return BrazeResponse.message(400, "Max Input Length Exceeded");
    }
    return answer(query, fields);
  }

  private BrazeResponse answer(ExportQuery query, List<String> fields) {
    List<ExportedProfile> found = state.export(query);
    ObjectNode answer = JsonText.object().put("message", "success");
    ArrayNode users = answer.putArray("users");
    found.forEach(profile -> users.add(user(profile, fields)));
    List<String> unknown =
        query.externalIds().stream()
            .filter(id -> found.stream().noneMatch(profile -> id.equals(profile.externalId())))
            .toList();
    if (!unknown.isEmpty()) {
      answer.set("invalid_user_ids", JsonText.tree(unknown));
    }
    return BrazeResponse.json(200, answer.toString());
  }

  private static ObjectNode user(ExportedProfile profile, List<String> fields) {
    ObjectNode user = JsonText.object();
    user.put("braze_id", profile.brazeId());
    if (profile.externalId() != null) {
      user.put("external_id", profile.externalId());
    }
    ArrayNode aliases = user.putArray("user_aliases");
    profile
        .aliases()
        .forEach(
            alias ->
                aliases
                    .addObject()
                    .put("alias_name", alias.name())
                    .put("alias_label", alias.label()));
    ArrayNode devices = user.putArray("devices");
    profile.devices().forEach(id -> devices.addObject().put("device_id", id));
    user.set("custom_attributes", JsonText.tree(profile.attributes()));
    user.retain(fields);
    return user;
  }
}
