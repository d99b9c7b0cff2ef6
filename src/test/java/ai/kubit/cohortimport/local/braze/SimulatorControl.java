package ai.kubit.cohortimport.local.braze;

import io.vertx.core.http.HttpServerRequest;

/**
 * Answers questions of another process about the simulator: {@code GET /simulator/totals} and
 * {@code GET /simulator/holders?attribute=&value=}. Braze has no such paths.
 */
final class SimulatorControl {
  static final String PREFIX = "/simulator/";

  private final BrazeState state;
  private final RequestLog log;

  SimulatorControl(BrazeState state, RequestLog log) {
    this.state = state;
    this.log = log;
  }

  void answer(HttpServerRequest request) {
    String body =
        switch (request.path()) {
          case PREFIX + "totals" -> totals();
          case PREFIX + "holders" ->
              holders(request.getParam("attribute"), request.getParam("value"));
          default -> "{}";
        };
    request.response().putHeader("Content-Type", "application/json").end(body + "\n");
  }

  private String totals() {
    BrazeTotals totals = state.totals();
    return JsonText.object()
        .put("profiles", state.profileCount())
        .put("requests", log.requests())
        .put("objects", log.objects())
        .put("maxObjectsPerRequest", log.maxObjectsPerRequest())
        .put("maxInFlight", log.maxInFlight())
        .put("accepted", totals.accepted())
        .put("refused", totals.refused())
        .put("unknown", totals.unknown())
        .put("created", totals.created())
        .put("dataPoints", totals.dataPoints())
        .toString();
  }

  private String holders(String attribute, String value) {
    return JsonText.object()
        .put("attribute", attribute)
        .put("value", value)
        .put("holders", state.holderCount(attribute, value))
        .toString();
  }
}
