package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.http.LocalServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** One request, with the ways to answer it. */
final class Exchange {
  private final HttpServerRequest request;
  private final RequestLog log;
  private boolean ended;

  Exchange(HttpServerRequest request, RequestLog log) {
    this.request = request;
    this.log = log;
    request.response().closeHandler(ignored -> end()).endHandler(ignored -> end());
  }

  private void end() {
    if (!ended) {
      ended = true;
      log.ended();
    }
  }

  void reset() {
    LocalServer.reset(request);
    end();
  }

  void send(BrazeResponse answer) {
    HttpServerResponse response = head(answer);
    if (response != null) {
      response.end(answer.body());
    }
  }

  void sendAfter(Duration delay, BrazeResponse answer) {
    vertx().setTimer(Math.max(1, delay.toMillis()), ignored -> send(answer));
  }

  void drip(BrazeResponse answer, Duration interval) {
    HttpServerResponse response = head(answer);
    if (response != null) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length()));
      drip(response, answer.body(), 0, Math.max(1, interval.toMillis()));
    }
  }

  private void drip(HttpServerResponse response, Buffer body, int position, long millis) {
    if (response.closed()) {
      return;
    }
    if (position == body.length()) {
      response.end();
      return;
    }
    response.write(body.slice(position, position + 1));
    vertx().setTimer(millis, ignored -> drip(response, body, position + 1, millis));
  }

  void cut(BrazeResponse answer, int bytes) {
    HttpServerResponse response = head(answer);
    if (response != null) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length()));
      response
          .write(answer.body().slice(0, Math.min(bytes, answer.body().length())))
          .onComplete(ignored -> request.connection().close());
    }
  }

  /** Writes the status and headers. Returns null if the client has closed the connection. */
  private HttpServerResponse head(BrazeResponse answer) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return null;
    }
    log.answered(answer.status());
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    return response;
  }

  private static Vertx vertx() {
    return LocalServer.vertx();
  }
}
