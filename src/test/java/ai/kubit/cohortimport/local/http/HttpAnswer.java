package ai.kubit.cohortimport.local.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** A whole answer; a header named twice keeps the last value. */
public record HttpAnswer(int status, Map<String, String> headers, Buffer body) {

  public static HttpAnswer json(int status, String body) {
    return of(status, "application/json", body);
  }

  public static HttpAnswer xml(int status, String body) {
    return of(status, "text/xml", body);
  }

  public static HttpAnswer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  private static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(status, Map.of("Content-Type", contentType), Buffer.buffer(body));
  }

  /** Sends it, unless the client has gone. */
  public void send(HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    response.end(body);
  }
}
