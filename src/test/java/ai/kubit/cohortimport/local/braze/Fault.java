package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.Stall;
import java.time.Duration;
import java.util.Map;

/** What goes wrong with a request. Unless it says otherwise the request is not applied. */
public sealed interface Fault {

  /** Another answer than the right one. */
  record Answer(int status, Map<String, String> headers, String body, boolean applied)
      implements Fault {}

  /** The right answer, late; applied after the delay. */
  record Delay(Duration delay) implements Fault {}

  /** Applied; the right answer's body arrives byte by byte. */
  record Drip(Duration interval) implements Fault {}

  /** The connection breaks. */
  record Break(Moment moment) implements Fault {}

  /** Applied; the connection breaks after so many bytes of the right answer's body. */
  record Cut(int bytes) implements Fault {}

  /** The request waits for the test, then goes on as if nothing had happened. */
  record Hold(Stall stall, boolean applied) implements Fault {}

  /** When a connection breaks. */
  enum Moment {
    /** As soon as the headers are there; predicates see no body. */
    BEFORE_READING,
    /** The request was read and not applied. */
    BEFORE_APPLYING,
    /** The request was applied; the caller never learns. */
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

  /** Any text as JSON with status 201. */
  static Fault success(String body, boolean applied) {
    return new Answer(201, Map.of("Content-Type", "application/json"), body, applied);
  }

  /** A page of some proxy with status 200. */
  static Fault html(boolean applied) {
    String page = "<html><body>Please wait</body></html>";
    return new Answer(200, Map.of("Content-Type", "text/html"), page, applied);
  }

  static Fault emptyBody(boolean applied) {
    return new Answer(201, Map.of(), "", applied);
  }

  /** A success of which half is missing. */
  static Fault cutJson(boolean applied) {
    return success("{\"message\":\"succ", applied);
  }

  /** Status 201 and another message than success. */
  static Fault otherMessage(String message, boolean applied) {
    return success(JsonText.object("message", message), applied);
  }

  /** Success with these entries as {@code errors}, whatever they are. */
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

  /** Waits before the request is applied. */
  static Fault stallBefore(Stall stall) {
    return new Hold(stall, false);
  }

  /** Waits after the request was applied and before it is answered. */
  static Fault stallAfter(Stall stall) {
    return new Hold(stall, true);
  }

  static Fault dropAfterApply() {
    return new Break(Moment.AFTER_APPLYING);
  }
}
