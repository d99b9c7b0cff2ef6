package ai.kubit.cohortimport.local.braze;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A request that reached the simulator.
 *
 * @param number the request's number, from 1
 * @param authorization the header; the empty string if there is none
 * @param contentType the header; the empty string if there is none
 * @param body the body; empty for faults that happen before it is read
 */
public record BrazeRequest(
    long number,
    String method,
    String path,
    String authorization,
    String contentType,
    Buffer body) {

  public static Predicate<BrazeRequest> any() {
    return request -> true;
  }

  public static Predicate<BrazeRequest> path(String path) {
    return request -> request.path().equals(path);
  }

  /** Matches requests to {@code /users/track}. */
  public static Predicate<BrazeRequest> track() {
    return path("/users/track");
  }

  /**
   * Matches requests whose body has the text as a complete JSON string, such as an id or a value.
   */
  public static Predicate<BrazeRequest> mentions(String text) {
    return request -> request.text().contains('"' + text + '"');
  }

  public static Predicate<BrazeRequest> bodyContains(String text) {
    return request -> request.text().contains(text);
  }

  /** Matches requests that add something to an array attribute. */
  public static Predicate<BrazeRequest> adding() {
    return bodyContains("\"add\"");
  }

  /** Matches requests that remove something from an array attribute. */
  public static Predicate<BrazeRequest> removing() {
    return bodyContains("\"remove\"");
  }

  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return number + " " + method + " " + path;
  }
}
