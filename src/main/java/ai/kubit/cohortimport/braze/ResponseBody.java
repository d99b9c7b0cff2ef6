package ai.kubit.cohortimport.braze;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * The body of an answer as an object of JSON. Anything else is no answer of Braze's, and neither is
 * an object that says something twice: each reader would believe another half of it.
 */
final class ResponseBody {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .readerFor(JsonNode.class);

  private ResponseBody() {}

  /** The object; empty for HTML, cut or empty bodies, and everything else that is none. */
  static Optional<JsonNode> of(BrazeResponse answer) {
    try {
      JsonNode node = JSON.readTree(answer.body());
      return Optional.ofNullable(node).filter(JsonNode::isObject);
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  /** The {@code message}; empty text where there is none. */
  static String message(JsonNode body) {
    return body.path("message").asText("");
  }
}
