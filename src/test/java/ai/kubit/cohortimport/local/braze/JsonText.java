package ai.kubit.cohortimport.local.braze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes JSON as trees, for requests of which there are few. */
final class JsonText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonText() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String object(String field, String value) {
    return object().put(field, value).toString();
  }

  static JsonNode parse(byte[] body) throws IOException {
    JsonNode node = MAPPER.readTree(body);
    if (node == null || !node.isObject()) {
      throw new IOException("no JSON object");
    }
    return node;
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The texts of an array; empty if the field is absent. */
  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static List<ProfileAlias> aliases(JsonNode array) {
    List<ProfileAlias> aliases = new ArrayList<>();
    array.forEach(
        item ->
            aliases.add(
                new ProfileAlias(
                    item.path("alias_name").asText(), item.path("alias_label").asText())));
    return aliases;
  }
}
