package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.TransportFailure;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.SystemTime;
import ai.kubit.cohortimport.time.VirtualTime;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class BrazeHttpTest {
  private static final byte[] BODY = "{\"attributes\":[]}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LIFE = Duration.ofSeconds(20);

  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private Deadline fence = Deadline.in(new SystemTime(), Duration.ofHours(1));
  private RawServer server;
  private BrazeHttp http;

  @AfterEach
  void close() throws IOException {
    testIsOver.countDown();
    if (http != null) {
      http.close();
      http = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Test
  void aRequestCarriesItsBodyTheKeyAndOurName() throws Exception {
    serve(exchange -> exchange.answer(201, "X-RateLimit-Remaining: 7\r\n", "{\"a\":1}"));

    BrazeResponse answer = send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
    assertThat(answer.header("x-ratelimit-remaining")).contains("7");
    RawServer.Exchange request = server.exchanges.get(0);
    assertThat(request.head()).startsWith("POST /users/track HTTP/1.1\r\n");
    assertThat(request.header("authorization")).isEqualTo("Bearer k");
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.header("user-agent")).isEqualTo("partner-Kubit");
    assertThat(request.body()).isEqualTo("{\"attributes\":[]}");
  }

  @Test
  void everyStatusIsAnAnswer() throws Exception {
    for (int status : List.of(200, 202, 204, 301, 400, 401, 403, 404, 413, 429, 500, 503)) {
      serve(exchange -> exchange.answer(status, "", status == 204 ? "" : "<html>"));

      BrazeResponse answer = send();

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).asString(StandardCharsets.UTF_8).isIn("<html>", "");
      assertThat(answer.body().length == 0).isEqualTo(status == 204);
      close();
    }
  }

  @Test
  void anAnswerWithoutEndIsReadUpToTheLimitOnly() throws Exception {
    long offered = 1L << 30;
    for (int status : List.of(201, 400, 503)) {
      for (String length : List.of("Content-Length: " + offered, "Transfer-Encoding: chunked")) {
        AtomicLong written = new AtomicLong();
        String part = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        serve(
            exchange -> {
              exchange.write("HTTP/1.1 " + status + " X\r\n" + length + "\r\n\r\n");
              while (written.get() < offered) {
                exchange.write(part);
                written.addAndGet(part.length());
              }
            });

        assertThat(failure(reply())).as(status + length).contains(TransportFailure.TOO_LONG);

        // What lies in the buffers of two sockets comes on top of what was read.
        assertThat(written.get()).isLessThan(ResponseLimit.MOST_BYTES + (32L << 20));
        close();
      }
    }
  }

  @Test
  void answersOnOneConnectionAreCountedOneByOne() throws Exception {
    String body = "x".repeat(ResponseLimit.MOST_BYTES / 2 + 10_000);
    serve(exchange -> exchange.answer(201, "", body));

    for (int i = 0; i < 5; i++) {
      assertThat(send().body()).hasSize(body.length());
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void b21ARedirectIsNotFollowed() throws Exception {
    try (RawServer elsewhere = new RawServer(exchange -> exchange.answer(201, "", "{}"))) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        serve(
            exchange ->
                exchange.answer(status, "Location: " + elsewhere.uri() + "/users/track\r\n", ""));

        assertThat(send().status()).isEqualTo(status);
        close();
      }
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void aConnectionIsKeptForTheNextRequest() throws Exception {
    serve(exchange -> exchange.answer(201, "", "{}"));

    send();
    send();
    send();

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void asManyRequestsAsAllowedAreOnTheirWayAtOnce() throws Exception {
    CountDownLatch allHere = new CountDownLatch(8);
    serve(
        exchange -> {
          allHere.countDown();
          allHere.await();
          exchange.answer(201, "", "{}");
        });

    List<CompletableFuture<Reply>> answers =
        IntStream.range(0, 8).mapToObj(i -> sendAsync()).toList();

    for (CompletableFuture<Reply> answer : answers) {
      assertThat(response(answer.get(20, TimeUnit.SECONDS)).status()).isEqualTo(201);
    }
    assertThat(server.connections()).isEqualTo(8);
  }

  @Test
  void b26AConnectionThatWasResetMeanwhileIsAClosedOne() throws Exception {
    serve(
        exchange -> {
          if (server.exchanges.size() == 1) {
            exchange.answer(201, "", "{}");
          } else {
            exchange.reset();
          }
        });
    send();

    assertThat(failure(reply())).contains(TransportFailure.CONNECTION_CLOSED);
  }

  @Test
  void aServerThatHangsUpWithoutAnAnswerIsAClosedConnection() throws Exception {
    serve(exchange -> exchange.socket().close());

    assertThat(failure(reply())).contains(TransportFailure.CONNECTION_CLOSED);
  }

  @Test
  void anAnswerCutInItsBodyIsNoAnswer() throws Exception {
    serve(
        exchange -> {
          exchange.write("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"mess");
          exchange.socket().close();
        });

    assertThat(failure(reply())).isPresent();
  }

  @Test
  void anAnswerThatIsNoHttpIsNoAnswer() throws Exception {
    serve(
        exchange -> {
          exchange.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
          exchange.socket().close();
        });

    assertThat(failure(reply())).isPresent();
  }

  @Test
  void b10ADrippingAnswerIsGivenUpWhenItsTimeIsOver() throws Exception {
    CountDownLatch clientGone = new CountDownLatch(1);
    serve(
        Duration.ofMillis(700),
        exchange -> {
          try {
            exchange.write("HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n");
            while (!testIsOver.await(20, TimeUnit.MILLISECONDS)) {
              exchange.write(" ");
            }
          } catch (IOException reset) {
            clientGone.countDown();
          }
        });

    assertThat(failure(reply())).contains(TransportFailure.UNKNOWN_FATE);
    assertThat(clientGone.await(10, TimeUnit.SECONDS)).as("request aborted").isTrue();
  }

  @Test
  void b10SilenceIsGivenUpWhenItsTimeIsOver() throws Exception {
    serve(Duration.ofMillis(500), exchange -> testIsOver.await());

    assertThat(failure(reply())).contains(TransportFailure.UNKNOWN_FATE);
  }

  @Test
  void cancellingAbortsTheRequest() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch clientGone = new CountDownLatch(1);
    serve(
        exchange -> {
          arrived.countDown();
          if (exchange.socket().getInputStream().read() < 0) {
            clientGone.countDown();
          }
        });
    CompletableFuture<Reply> answer = sendAsync();
    arrived.await();

    answer.cancel(true);

    assertThat(clientGone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void b7APortWhereNobodyListensGetsNothing() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    http = http(URI.create("http://localhost:" + port), Optional.empty(), LIFE);

    assertThat(failure(reply())).contains(TransportFailure.NOT_SENT);
  }

  @Test
  void nothingIsWrittenBehindTheFence() throws Exception {
    VirtualTime time = new VirtualTime();
    fence = Deadline.in(time, Duration.ofSeconds(1));
    serve(exchange -> exchange.answer(201, "", "{}"));
    time.pause(Duration.ofSeconds(1));

    assertThat(failure(reply())).contains(TransportFailure.FENCED);
    assertThat(server.connections()).isZero();
  }

  @Test
  void aRequestThatWaitedForItsConnectionIsNotWrittenBehindTheFence() throws Exception {
    VirtualTime time = new VirtualTime();
    fence = Deadline.in(time, Duration.ofSeconds(1));
    CountDownLatch fencePassed = new CountDownLatch(1);
    server =
        new RawServer(
            exchange -> {
              fencePassed.await();
              exchange.answer(201, "", "{}");
            });
    http = new BrazeHttp(server.uri(), Optional.empty(), 1, fence, LIFE);
    CompletableFuture<Reply> first = sendAsync();
    CompletableFuture<Reply> waiting = sendAsync();

    time.pause(Duration.ofSeconds(1));
    fencePassed.countDown();

    assertThat(failure(waiting.get(20, TimeUnit.SECONDS))).contains(TransportFailure.FENCED);
    assertThat(first.get(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(server.exchanges).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aCertificateOfAKnownAuthorityIsAccepted(@TempDir Path directory) throws Exception {
    Tls tls = new Tls(directory);
    server = new RawServer(tls.sockets(), "https", exchange -> exchange.answer(201, "", "{}"));
    http = http(server.uri(), Optional.of(PemTrustStore.read(tls.pem())), LIFE);

    assertThat(send().status()).isEqualTo(201);
  }

  @Test
  void b7ACertificateOfAnUnknownAuthorityGetsNothing(@TempDir Path directory) throws Exception {
    server =
        new RawServer(
            new Tls(directory).sockets(), "https", exchange -> exchange.answer(201, "", "{}"));
    http = http(server.uri(), Optional.empty(), LIFE);

    assertThat(failure(reply())).contains(TransportFailure.UNTRUSTED);
    assertThat(server.exchanges).isEmpty();
  }

  private void serve(RawServer.Script script) throws IOException {
    serve(LIFE, script);
  }

  private void serve(Duration life, RawServer.Script script) throws IOException {
    server = new RawServer(script);
    http = http(server.uri(), Optional.empty(), life);
  }

  private BrazeHttp http(URI uri, Optional<KeyStore> trustStore, Duration life) {
    return new BrazeHttp(uri, trustStore, 20, fence, life);
  }

  private BrazeResponse send() throws Exception {
    return response(reply());
  }

  private Reply reply() throws Exception {
    return sendAsync().get(30, TimeUnit.SECONDS);
  }

  private static BrazeResponse response(Reply reply) {
    return ((BrazeReply) reply).response();
  }

  private static Optional<TransportFailure> failure(Reply reply) {
    return reply instanceof Reply.Lost lost ? Optional.of(lost.failure()) : Optional.empty();
  }

  private CompletableFuture<Reply> sendAsync() {
    return http.send(
            client -> client.track("Bearer k", BODY), answer -> ResponseDecision.accepted(1))
        .toCompletableFuture();
  }

  /** A certificate for localhost, made by the JDK's own tool. */
  private record Tls(Path directory) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    ServerSocketFactory sockets() throws Exception {
      Path file = directory.resolve("server.p12");
      keytool(
          "-genkeypair",
          "-alias",
          "server",
          "-keyalg",
          "EC",
          "-dname",
          "CN=localhost",
          "-ext",
          "SAN=dns:localhost,ip:127.0.0.1",
          "-validity",
          "2",
          "-storetype",
          "PKCS12",
          "-keystore",
          file.toString(),
          "-storepass",
          "changeit");
      keytool(
          "-exportcert",
          "-rfc",
          "-alias",
          "server",
          "-keystore",
          file.toString(),
          "-storepass",
          "changeit",
          "-file",
          pem().toString());
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getServerSocketFactory();
    }

    Path pem() {
      return directory.resolve("ca.pem");
    }

    private static void keytool(String... arguments) throws Exception {
      List<String> command =
          new java.util.ArrayList<>(
              List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
  }
}
