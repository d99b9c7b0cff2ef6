package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.Stall;
import java.time.Duration;
import java.util.Map;

/** A fault of Braze for one request. The request is not applied, unless the fault says so. */
public sealed interface Fault {

  /** A wrong answer. */
  record Answer(int status, Map<String, String> headers, String body, boolean applied)
      implements Fault {}

  /** The request is applied after the delay, and gets the right answer. */
  record Delay(Duration delay) implements Fault {}

  /** The request is applied, and the body of the right answer comes byte by byte. */
  record Drip(Duration interval) implements Fault {}

  /** The connection breaks. */
  record Break(Moment moment) implements Fault {}

  /**
   * The request is applied, and the connection breaks after this many bytes of the right answer's
   * body.
   */
  record Cut(int bytes) implements Fault {}

  /** The request is held until the test releases it, and then goes on as usual. */
  record Hold(Stall stall, boolean applied) implements Fault {}

  /** When a connection breaks. */
  enum Moment {
    /** When the headers have come. Predicates see no body then. */
    BEFORE_READING,
    /** When the request was read but not applied. */
    BEFORE_APPLYING,
    /** When the request was applied. The caller does not learn that. */
    AFTER_APPLYING
  }

  static Fault status(int status) {
    return status(status, "{\"message\":\"simulated " + status + "\"}");
  }

  static Fault status(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body, false);
  }

  /** A 429 with exactly these headers. */
  static Fault tooMany(Map<String, String> headers) {
    return new Answer(429, headers, "{\"message\":\"Rate limit exceeded\"}", false);
  }

  static Fault redirect(String location) {
    return new Answer(307, Map.of("Location", location), "", false);
  }

  /** Any text with status 201, as JSON. */
  static Fault success(String body, boolean applied) {
    return new Answer(201, Map.of("Content-Type", "application/json"), body, applied);
  }

  /** The page of a proxy, with status 200. */
  static Fault html(boolean applied) {
    String page = "<html><body>Please wait</body></html>";
    return new Answer(200, Map.of("Content-Type", "text/html"), page, applied);
  }

  static Fault emptyBody(boolean applied) {
    return new Answer(201, Map.of(), "", applied);
  }

  /** A success whose second half is missing. */
  static Fault cutJson(boolean applied) {
    return success("{\"message\":\"succ", applied);
  }

  /** Status 201 with another message than "success". */
  static Fault otherMessage(String message, boolean applied) {
    return success(JsonText.object("message", message), applied);
  }

  /** A success with these entries as {@code errors}, right or wrong. */
  static Fault successWithErrors(String errorsJson, boolean applied) {
    return success(
        "{\"message\":\"success\",\"attributes_processed\":1,\"errors\":" + errorsJson + "}",
        applied);
  }

  static Fault errorsWithoutIndex() {
    return successWithErrors(
        "[{\"input_array\":\"attributes\",\"type\":\"something is wrong\"}]", true);
  }

  static Fault errorsOutOfRange() {
    return successWithErrors(
        "[{\"index\":9999,\"input_array\":\"attributes\",\"type\":\"something is wrong\"}]", true);
  }

  static Fault errorsAsStrings() {
    return successWithErrors("[\"something is wrong\"]", true);
  }

  /** Holds the request before it is applied. */
  static Fault stallBefore(Stall stall) {
    return new Hold(stall, false);
  }

  /** Holds the request after it was applied and before it is answered. */
  static Fault stallAfter(Stall stall) {
    return new Hold(stall, true);
  }

  static Fault dropAfterApply() {
    return new Break(Moment.AFTER_APPLYING);
  }
}
