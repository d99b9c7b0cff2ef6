package ai.kubit.cohortimport.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers SendRawEmail as SES does, over HTTP: accepts, or fails as it was told. */
final class SesStub implements AutoCloseable {
  private static final String OK =
      """
      <SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">
        <SendRawEmailResult><MessageId>0100-abc</MessageId></SendRawEmailResult>
        <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
      </SendRawEmailResponse>
      """;
  private static final String ERROR =
      """
      <ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">
        <Error><Type>Sender</Type><Code>%s</Code>
        <Message>Email address is not verified: anna@example.com</Message></Error>
        <RequestId>r-1</RequestId>
      </ErrorResponse>
      """;

  private record Failure(int status, String code) {}

  private final HttpServer server;
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final List<Map<String, String>> accepted = new ArrayList<>();

  SesStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void failNext(int status, String code) {
    failures.add(new Failure(status, code));
  }

  /** The form fields of the accepted requests. */
  synchronized List<Map<String, String>> accepted() {
    return List.copyOf(accepted);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Failure failure = failures.poll();
    if (failure == null) {
      accepted.add(fields(form));
    }
    int status = failure == null ? 200 : failure.status();
    String text = failure == null ? OK : ERROR.formatted(failure.code());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      fields.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
