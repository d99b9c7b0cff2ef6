package ai.kubit.cohortimport.local.braze;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the simulator. */
record BrazeResponse(int status, Map<String, String> headers, Buffer body) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static BrazeResponse json(int status, String body) {
    return new BrazeResponse(status, JSON, Buffer.buffer(body));
  }

  /** The short form that most errors have. */
  static BrazeResponse message(int status, String message) {
    return json(status, JsonText.object("message", message));
  }

  BrazeResponse with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new BrazeResponse(status, all, body);
  }
}
