package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.TransportFailure;
import ai.kubit.cohortimport.time.Deadline;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * The connections to one Braze cluster for one leg. It uses HTTP/1.1, with one connection for each
 * request in flight. HTTP/2 is not used, because the client loses the requests of an HTTP/2
 * connection that the server ends gracefully. Redirects are not followed. Bodies are never logged.
 */
final class BrazeHttp implements AutoCloseable {
  /**
   * How long a request may take until its answer has arrived completely. After that it is given up.
   */
  static final Duration REQUEST_LIFE = Duration.ofSeconds(20);

  // Together these two are shorter than REQUEST_LIFE, so that no request is given up while it still
  // waits for its connection: the client would never give that connection back.
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration KEPT_ALIVE = Duration.ofSeconds(30);

  private final BrazeClient client;
  private final Deadline fence;
  private final Duration life;

  /**
   * Creates the client. It opens no connection yet.
   *
   * @param base scheme, host and, if needed, port
   * @param trustStore certificates to trust instead of the machine's own
   * @param connections the most connections at once
   * @param fence no request is written after this time; it is checked once more when the connection
   *     is open, just before the request is written
   * @param life how long a request may take, opening the connection included
   */
  BrazeHttp(
      URI base, Optional<KeyStore> trustStore, int connections, Deadline fence, Duration life) {
    this.fence = fence;
    this.life = life;
    QuarkusRestClientBuilder builder =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(base)
            .connectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(life.toMillis(), TimeUnit.MILLISECONDS)
            .followRedirects(false)
            .disableDefaultMapper(true)
            .userAgent("partner-Kubit")
            .loggingScope(LoggingScope.NONE)
            .trustAll(false)
            .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
            .property(QuarkusRestClientProperties.CONNECTION_TTL, (int) KEPT_ALIVE.toSeconds())
            .httpClientOptionsCustomizer(BrazeHttp::tighten)
            .httpClientRequestCustomizer(this::beforeWriting);
    trustStore.ifPresent(roots -> builder.trustStore(roots, ""));
    this.client = builder.build(BrazeClient.class);
  }

  /**
   * Sends one request. It never fails: a failure is a {@link Reply.Lost}. Cancelling the stage
   * aborts the request.
   *
   * @param reading tells what the answer means; called only when somebody asks, not when the answer
   *     arrives
   */
  CompletionStage<Reply> send(
      Function<BrazeClient, Uni<RestResponse<byte[]>>> call,
      Function<BrazeResponse, ResponseDecision> reading) {
    if (fence.passed()) {
      return CompletableFuture.completedFuture(new Reply.Lost(TransportFailure.FENCED));
    }
    return call.apply(client)
        .<Reply>map(response -> new BrazeReply(answer(response), reading))
        .ifNoItem()
        .after(life)
        .recoverWithItem(() -> new Reply.Lost(TransportFailure.UNKNOWN_FATE))
        .onFailure()
        .recoverWithItem(trouble -> new Reply.Lost(failure(trouble)))
        .subscribeAsCompletionStage();
  }

  @Override
  public void close() {
    try {
      ((Closeable) client).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TransportFailure failure(Throwable trouble) {
    return fence.passed() && TransportTrouble.isOwnReset(trouble)
        ? TransportFailure.FENCED
        : TransportTrouble.of(trouble);
  }

  private void beforeWriting(HttpClientRequest request) {
    if (fence.passed()) {
      request.reset();
    } else {
      ResponseLimit.begin(request);
    }
  }

  private static void tighten(HttpClientOptions options) {
    options
        .setSslHandshakeTimeout(HANDSHAKE_TIMEOUT.toSeconds())
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
  }

  private static BrazeResponse answer(RestResponse<?> response) {
    Map<String, String> headers = new HashMap<>();
    response.getHeaders().forEach((name, values) -> headers.put(name, values.get(0).toString()));
    return new BrazeResponse(response.getStatus(), headers, body(response.getEntity()));
  }

  /**
   * The body's bytes. The client gives a byte array only for a successful answer, and a stream for
   * others.
   */
  private static byte[] body(Object entity) {
    if (entity instanceof byte[] bytes) {
      return bytes;
    }
    if (entity instanceof InputStream buffer) {
      try (buffer) {
        return buffer.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new byte[0];
  }
}
