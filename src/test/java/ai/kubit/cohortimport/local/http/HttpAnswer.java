package ai.kubit.cohortimport.local.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** A complete HTTP answer. If a header is given twice, the last value counts. */
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

  /** Sends the answer, unless the client has closed the connection. */
  public void send(HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    response.end(body);
  }
}
