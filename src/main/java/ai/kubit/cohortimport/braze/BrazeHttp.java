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
 * The connections to one Braze cluster for one leg. HTTP/1.1 with one connection for each request
 * on its way: a graceful end of an HTTP/2 connection loses the requests on it. Redirects are
 * answers like any other; bodies are never logged.
 */
final class BrazeHttp implements AutoCloseable {
  /** A request without a whole answer is given up after it. */
  static final Duration REQUEST_LIFE = Duration.ofSeconds(20);

  // Together shorter than a request's life, so that no request is given up while it still waits
  // for its connection: the client would never give that connection back.
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration KEPT_ALIVE = Duration.ofSeconds(30);

  private final BrazeClient client;
  private final Deadline fence;
  private final Duration life;

  /**
   * Opens nothing yet.
   *
   * @param base scheme, host and perhaps a port
   * @param trustStore whom to trust instead of the machine's roots
   * @param connections the most at once
   * @param fence looked at again when a connection is there, just before the request is written
   * @param life of a request, its connection included
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
   * Sends one request and never fails: trouble is a reply too. Cancelling the stage aborts the
   * request.
   *
   * @param reading what the answer means; called by whoever wants to know, not when it arrives
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

  /** The client reads the bytes of a success only; those of other answers it leaves in a buffer. */
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
