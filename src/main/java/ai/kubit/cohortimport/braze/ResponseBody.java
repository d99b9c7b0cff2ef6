package ai.kubit.cohortimport.braze;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a response's body as a JSON object. Any other body does not come from Braze. An object in
 * which a name stands twice is refused, too, because it is unclear which value counts.
 */
final class ResponseBody {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .readerFor(JsonNode.class);

  private ResponseBody() {}

  /** The JSON object; empty if the body is empty, cut off, HTML, or anything else. */
  static Optional<JsonNode> of(BrazeResponse answer) {
    try {
      JsonNode node = JSON.readTree(answer.body());
      return Optional.ofNullable(node).filter(JsonNode::isObject);
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  /** The value of {@code message}; the empty string if there is none. */
  static String message(JsonNode body) {
    return body.path("message").asText("");
  }
}
