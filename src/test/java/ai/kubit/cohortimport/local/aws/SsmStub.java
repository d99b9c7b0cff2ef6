package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.HttpAnswer;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.LocalServer;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parameter store: {@code GetParameter} for SecureStrings. */
public final class SsmStub implements AutoCloseable {
  private final Map<String, String> parameters = new ConcurrentHashMap<>();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final LocalServer server;

  private SsmStub(Address address) {
    server = LocalServer.start(address, call -> Future.succeededFuture(answer(call)));
  }

  public static SsmStub start(Address address) {
    return new SsmStub(address);
  }

  public String url() {
    return server.url();
  }

  public void put(String name, String value) {
    parameters.put(name, value);
  }

  public void remove(String name) {
    parameters.remove(name);
  }

  /** How many requests asked for this parameter. */
  public int requests(String name) {
    return requests.getOrDefault(name, 0);
  }

  private HttpAnswer answer(HttpCall call) {
    if (!call.target().equals("GetParameter")) {
      return error("UnknownOperationException");
    }
    JsonObject request = new JsonObject(call.body());
    String name = request.getString("Name", "");
    requests.merge(name, 1, Integer::sum);
    String value = parameters.get(name);
    if (value == null) {
      return error("ParameterNotFound");
    }
    boolean decrypted = request.getBoolean("WithDecryption", false);
    JsonObject parameter =
        new JsonObject()
            .put("Name", name)
            .put("Type", "SecureString")
            .put("Value", decrypted ? value : "AQICAHencrypted")
            .put("Version", 1)
            .put("DataType", "text");
    return HttpAnswer.json(200, new JsonObject().put("Parameter", parameter).encode());
  }

  private static HttpAnswer error(String type) {
    return HttpAnswer.json(400, new JsonObject().put("__type", type).put("message", "").encode());
  }

  @Override
  public void close() {
    server.close();
  }
}
