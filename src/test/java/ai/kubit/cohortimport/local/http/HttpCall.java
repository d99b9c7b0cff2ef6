package ai.kubit.cohortimport.local.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A complete HTTP request.
 *
 * @param path the path without the query, still URL-encoded
 * @param query the query without the question mark; the empty string if there is none
 * @param headers the headers; their names may be in any case
 */
public record HttpCall(String method, String path, String query, MultiMap headers, Buffer body) {

  static HttpCall of(HttpServerRequest request, Buffer body) {
    String query = request.query() == null ? "" : request.query();
    return new HttpCall(request.method().name(), request.path(), query, request.headers(), body);
  }

  public static Predicate<HttpCall> any() {
    return call -> true;
  }

  /** Matches requests of AWS' JSON protocol with this action, such as {@code PutItem}. */
  public static Predicate<HttpCall> action(String action) {
    return call -> call.target().equals(action);
  }

  /** Matches requests with this method whose path contains the text. */
  public static Predicate<HttpCall> request(String method, String pathPart) {
    return call -> call.method().equals(method) && call.path().contains(pathPart);
  }

  /** Matches requests whose body contains the text. */
  public static Predicate<HttpCall> bodyContains(String text) {
    return call -> call.text().contains(text);
  }

  /** The header's value; the empty string if there is none. */
  public String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /**
   * The action of AWS' JSON protocol, such as {@code PutItem}; the empty string for other requests.
   */
  public String target() {
    String target = header("X-Amz-Target");
    return target.substring(target.indexOf('.') + 1);
  }

  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** The fields of a form in the body, in their order. */
  public Map<String, String> form() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
