package ai.kubit.cohortimport.local.braze;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A request as the simulator sees it.
 *
 * @param number counts all requests from 1
 * @param authorization the header, empty where there is none
 * @param contentType the header, empty where there is none
 * @param body empty for faults that strike before it is read
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

  /** Requests to {@code /users/track}. */
  public static Predicate<BrazeRequest> track() {
    return path("/users/track");
  }

  /** Requests whose body holds the text as a whole JSON string: an id, or a value. */
  public static Predicate<BrazeRequest> mentions(String text) {
    return request -> request.text().contains('"' + text + '"');
  }

  public static Predicate<BrazeRequest> bodyContains(String text) {
    return request -> request.text().contains(text);
  }

  /** Requests that add something to an array attribute. */
  public static Predicate<BrazeRequest> adding() {
    return bodyContains("\"add\"");
  }

  /** Requests that remove something from an array attribute. */
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
