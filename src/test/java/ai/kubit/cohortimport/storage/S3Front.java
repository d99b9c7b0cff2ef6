package ai.kubit.cohortimport.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before the in-process S3, keeps If-Match as Amazon does, and spoils answers by script. */
final class S3Front implements AutoCloseable {
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "expect", "transfer-encoding", "upgrade");

  /** What becomes of the body of one GET; null content length keeps the true one. */
  record BodyFault(int bytesSent, boolean contentLengthLies) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  final ConcurrentLinkedDeque<BodyFault> bodyFaults = new ConcurrentLinkedDeque<>();
  final ConcurrentLinkedDeque<Integer> statuses = new ConcurrentLinkedDeque<>();

  /** Bodies of answers 403. */
  final ConcurrentLinkedDeque<String> errors = new ConcurrentLinkedDeque<>();

  final ConcurrentLinkedDeque<String> ranges = new ConcurrentLinkedDeque<>();
  final AtomicLong bodyBytesSent = new AtomicLong();
  volatile Runnable beforeRange = () -> {};
  volatile boolean enforcesIfMatch = true;

  S3Front(int port) throws IOException {
    this.port = port;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Integer status = statuses.poll();
      if (status != null) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      String error = errors.poll();
      if (error != null) {
        byte[] answer = error.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(403, answer.length);
        exchange.getResponseBody().write(answer);
        return;
      }
      if (exchange.getRequestHeaders().containsKey("Range")) {
        ranges.add(exchange.getRequestHeaders().getFirst("Range"));
        beforeRange.run();
      }
      answer(exchange, forward(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (!NOT_FORWARDED.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":")
                  && !NOT_FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                headers.put(name, values);
              }
            });
    String etag = headers.getFirst("ETag");
    if (etag != null && !etag.startsWith("\"")) {
      headers.set("ETag", '"' + etag + '"');
    }
    String wanted = exchange.getRequestHeaders().getFirst("If-Match");
    if (enforcesIfMatch
        && wanted != null
        && response.statusCode() < 300
        && !wanted.equals(headers.getFirst("ETag"))) {
      exchange.sendResponseHeaders(412, -1);
      return;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("Content-Length")
          .ifPresent(length -> headers.set("Content-Length", length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    send(exchange, response.statusCode(), response.body());
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean object = exchange.getRequestHeaders().containsKey("If-Match");
    BodyFault fault = object ? bodyFaults.poll() : null;
    byte[] sent =
        fault == null ? body : Arrays.copyOf(body, Math.min(body.length, fault.bytesSent()));
    int declared = fault == null || fault.contentLengthLies() ? body.length : sent.length;
    exchange.sendResponseHeaders(status, declared == 0 ? -1 : declared);
    OutputStream out = exchange.getResponseBody();
    for (int at = 0; at < sent.length; at += 1 << 14) {
      int count = Math.min(1 << 14, sent.length - at);
      out.write(sent, at, count);
      out.flush();
      bodyBytesSent.addAndGet(object ? count : 0);
    }
    // Where bytes are missing, closing the exchange now breaks the connection.
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
