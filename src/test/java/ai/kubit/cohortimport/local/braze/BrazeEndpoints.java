package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.TrackResult.ObjectError;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** The endpoints: gives the right answer to a complete request. */
final class BrazeEndpoints {
  private static final String NO_VALID_DATA =
      "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";

  private final BrazeState state;
  private final RequestLog log;
  private final PartnerEndpoints partner;
  private final ExportEndpoint export;
  private final Set<String> keys = new CopyOnWriteArraySet<>();
  private final RateWindow trackWindow = new RateWindow();
  private final RateWindow otherWindow = new RateWindow();
  private volatile BrazeLimits limits = BrazeLimits.defaults();
  private volatile BrazeLimits.Rate exportRate = BrazeLimits.Rate.UNLIMITED;

  BrazeEndpoints(BrazeState state, RequestLog log) {
    this.state = state;
    this.log = log;
    this.partner = new PartnerEndpoints(state, log);
    this.export = new ExportEndpoint(state);
  }

  void limits(BrazeLimits wanted) {
    limits = wanted;
  }

  void exportRate(BrazeLimits.Rate wanted) {
    exportRate = wanted;
  }

  int maxBody() {
    return limits.maxBody();
  }

  void acceptOnly(Set<String> accepted) {
    keys.retainAll(accepted);
    keys.addAll(accepted);
    partner.acceptOnly(accepted);
  }

  BrazeResponse answer(BrazeRequest request) {
    boolean track = request.path().equals("/users/track");
    if (!track && !isKnown(request.path())) {
      return unknownPath(request.path());
    }
    if (!request.method().equals("POST")) {
      return BrazeResponse.message(404, "Not Found");
    }
    BrazeResponse refusal = refusal(request);
    if (refusal != null) {
      return refusal;
    }
    long nanos = System.nanoTime();
    RateWindow window = track ? trackWindow : otherWindow;
    boolean exporting = request.path().equals(ExportEndpoint.PATH);
    window.take(exporting ? exportRate : limits.rate(), nanos);
    BrazeResponse answer =
        window.refused() ? BrazeResponse.message(429, "Rate limit exceeded") : dispatch(request);
    var headers = window.headers(nanos);
    return headers.isEmpty() ? answer : answer.with(headers);
  }

  private static boolean isKnown(String path) {
    return path.equals(ExportEndpoint.PATH) || PartnerEndpoints.isPath(path);
  }

  /**
   * Braze says that a slash at the end can produce a 403 (<a
   * href="https://www.braze.com/docs/api/errors/">Braze, "API errors and responses"</a>).
   */
  private static BrazeResponse unknownPath(String path) {
    return path.endsWith("/")
        ? BrazeResponse.message(403, "Access Denied")
        : BrazeResponse.message(404, "Not Found");
  }

  /**
   * The answer to a wrong key. Partners send their keys in the body, so their requests are not
   * checked here. Braze, too, repeats the key in its message.
   */
  private BrazeResponse refusal(BrazeRequest request) {
    if (!PartnerEndpoints.isPath(request.path())) {
      String header = request.authorization();
      String key = header.startsWith("Bearer ") ? header.substring(7) : "";
      if (!keys.contains(key)) {
        return BrazeResponse.message(401, "Invalid API key: " + key);
      }
    }
    return request.contentType().startsWith("application/json")
        ? null
        : BrazeResponse.message(415, "Content-Type must be application/json");
  }

  private BrazeResponse dispatch(BrazeRequest request) {
    try {
      if (request.path().equals("/users/track")) {
        return track(request);
      }
      return request.path().equals(ExportEndpoint.PATH)
          ? export.answer(JsonText.parse(request.body().getBytes()))
          : partner.answer(request.path(), JsonText.parse(request.body().getBytes()));
    } catch (IOException e) {
      return BrazeResponse.message(400, "The request body is no valid JSON");
    }
  }

  private BrazeResponse track(BrazeRequest request) throws IOException {
    TrackParser.Body body = TrackParser.parse(request.body().getBytes());
    log.parsed(body.objects());
    if (body.objects() > limits.maxBatch()) {
      return BrazeResponse.message(400, "Max Input Length Exceeded");
    }
    if (body.objects() == 0) {
      return BrazeResponse.message(400, NO_VALID_DATA);
    }
    TrackResult result = state.track(body.attributes());
    if (result.errors().isEmpty()) {
      return BrazeResponse.json(201, success(result.processed()));
    }
    return withErrors(result, body.others() == 0 && result.processed() == 0);
  }

  private static String success(int processed) {
    return "{\"message\":\"success\",\"attributes_processed\":" + processed + "}";
  }

  private static BrazeResponse withErrors(TrackResult result, boolean allInvalid) {
    ObjectNode answer = JsonText.object();
    if (!allInvalid) {
      answer.put("attributes_processed", result.processed());
    }
    ArrayNode errors = answer.putArray("errors");
    for (ObjectError error : result.errors()) {
      errors
          .addObject()
          .put("index", error.index())
          .put("input_array", error.inputArray())
          .put("type", error.type());
    }
    answer.put("message", allInvalid ? NO_VALID_DATA : "success");
    return BrazeResponse.json(allInvalid ? 400 : 201, answer.toString());
  }
}
