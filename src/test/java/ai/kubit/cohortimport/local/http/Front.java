package ai.kubit.cohortimport.local.http;

import ai.kubit.cohortimport.local.http.LocalServer.Address;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * A proxy before a backend. It counts requests, and makes some of them fail by script. Requests are
 * read completely before they are passed on; answers are passed on as a stream.
 */
public final class Front implements AutoCloseable {
  private static final List<String> HOP_BY_HOP =
      List.of("Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Content-Length");

  private final HttpClient client;
  private final Correction correction;
  private final Script<HttpCall, FrontFault> script = new Script<>();
  private final List<Counter> counters = new CopyOnWriteArrayList<>();
  private final LocalServer server;

  private Front(Address address, URI backend, Correction correction) {
    this.correction = correction;
    client =
        LocalServer.vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setDefaultHost(backend.getHost())
                    .setDefaultPort(backend.getPort())
                    .setMaxPoolSize(256)
                    .setMaxHeaderSize(64 * 1024));
    server = LocalServer.start(address, new HttpServerOptions(), this::receive);
  }

  /** Starts a front before the backend at this URL. */
  public static Front before(String backend) {
    return before(backend, Address.free());
  }

  public static Front before(String backend, Address address) {
    return before(backend, address, Correction.none());
  }

  public static Front before(String backend, Address address, Correction correction) {
    return new Front(address, URI.create(backend), correction);
  }

  public String url() {
    return server.url();
  }

  /** Adds a fault. Returns its condition, which counts the requests that it chose. */
  public When<HttpCall> add(When<HttpCall> when, FrontFault fault) {
    script.add(when, fault);
    return when;
  }

  /** Counts the requests that match, from now on. */
  public Counter count(Predicate<HttpCall> predicate) {
    Counter counter = new Counter(predicate);
    counters.add(counter);
    return counter;
  }

  /** Removes all faults and counters. Requests that are held stay held. */
  public void clear() {
    script.clear();
    counters.clear();
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> receive(request, HttpCall.of(request, body)))
        .onFailure(gone -> request.connection().close());
  }

  private void receive(HttpServerRequest request, HttpCall call) {
    counters.forEach(counter -> counter.see(call));
    FrontFault fault = script.next(call).orElse(null);
    if (fault instanceof FrontFault.Fail fail) {
      fail.answer().send(request.response());
    } else if (fault instanceof FrontFault.Reset reset && !reset.forwarded()) {
      LocalServer.reset(request);
    } else if (fault instanceof FrontFault.Hold hold && !hold.forwarded()) {
      hold.stall()
          .hold(LocalServer.vertx().getOrCreateContext(), () -> forward(request, call, null));
    } else {
      forward(request, call, fault);
    }
  }

  private void forward(HttpServerRequest request, HttpCall call, FrontFault fault) {
    correction
        .instead(call, this::head)
        .compose(
            instead ->
                instead.isPresent()
                    ? Future.succeededFuture(instead)
                    : send(call, call.method()).map(answer -> pass(request, call, answer, fault)))
        .onSuccess(own -> own.ifPresent(answer -> answer.send(request.response())))
        .onFailure(
            failure ->
                HttpAnswer.text(502, "front: " + failure.getMessage()).send(request.response()));
  }

  private Future<MultiMap> head(HttpCall call) {
    return send(call, "HEAD")
        .compose(
            answer -> {
              MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
              headers.set(":status", Integer.toString(answer.statusCode()));
              return answer.end().map(headers);
            });
  }

  private Future<HttpClientResponse> send(HttpCall call, String method) {
    RequestOptions options = new RequestOptions();
    options.setMethod(HttpMethod.valueOf(method));
    options.setURI(call.query().isEmpty() ? call.path() : call.path() + "?" + call.query());
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(call.headers());
    HOP_BY_HOP.forEach(headers::remove);
    options.setHeaders(headers);
    Buffer body = method.equals("HEAD") ? Buffer.buffer() : call.body();
    return client.request(options).compose(request -> request.send(body));
  }

  private Optional<HttpAnswer> pass(
      HttpServerRequest request, HttpCall call, HttpClientResponse answer, FrontFault fault) {
    if (fault instanceof FrontFault.Reset) {
      answer.end();
      LocalServer.reset(request);
    } else if (fault instanceof FrontFault.Hold hold) {
      answer.pause();
      hold.stall()
          .hold(LocalServer.vertx().getOrCreateContext(), () -> pass(request, call, answer));
    } else if (fault instanceof FrontFault.Cut cut) {
      cut(request, call, answer, cut.bytes());
    } else {
      pass(request, call, answer);
    }
    return Optional.empty();
  }

  private void pass(HttpServerRequest request, HttpCall call, HttpClientResponse answer) {
    HttpServerResponse response = head(request, call, answer);
    if (response.closed()) {
      answer.request().reset();
    } else if (call.method().equals("HEAD")) {
      answer.end().onComplete(ignored -> response.end());
      answer.resume();
    } else if (correction.correctsBody(call)) {
      answer
          .body()
          .onSuccess(
              body -> {
                Buffer corrected = Buffer.buffer(correction.correct(body.toString()));
                response.putHeader("Content-Length", Integer.toString(corrected.length()));
                response.end(corrected);
              });
      answer.resume();
    } else {
      answer.pipeTo(response).onFailure(gone -> request.connection().close());
    }
  }

  private void cut(
      HttpServerRequest request, HttpCall call, HttpClientResponse answer, long bytes) {
    HttpServerResponse response = head(request, call, answer);
    answer
        .body()
        .compose(body -> response.write(body.slice(0, (int) Math.min(bytes, body.length()))))
        .onComplete(ignored -> request.connection().close());
  }

  private HttpServerResponse head(
      HttpServerRequest request, HttpCall call, HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.statusCode());
    response.headers().addAll(answer.headers()).remove("Connection");
    correction.correct(call, response.headers());
    return response;
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  /** Counts the requests that match. */
  public static final class Counter {
    private final Predicate<HttpCall> predicate;
    private final LongAdder count = new LongAdder();

    private Counter(Predicate<HttpCall> predicate) {
      this.predicate = predicate;
    }

    private void see(HttpCall call) {
      if (predicate.test(call)) {
        count.increment();
      }
    }

    public long seen() {
      return count.sum();
    }
  }
}
