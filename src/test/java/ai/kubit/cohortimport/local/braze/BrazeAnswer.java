package ai.kubit.cohortimport.local.braze;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the simulator. */
record BrazeAnswer(int status, Map<String, String> headers, Buffer body) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static BrazeAnswer json(int status, String body) {
    return new BrazeAnswer(status, JSON, Buffer.buffer(body));
  }

  /** The short form that most errors have. */
  static BrazeAnswer message(int status, String message) {
    return json(status, JsonText.object("message", message));
  }

  BrazeAnswer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new BrazeAnswer(status, all, body);
  }
}
