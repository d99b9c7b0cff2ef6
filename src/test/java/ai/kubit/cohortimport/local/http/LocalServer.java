package ai.kubit.cohortimport.local.http;

import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * An HTTP server, of which the stand-ins are made. All requests of a server run on one thread, so
 * its handler needs no locks, but must not block. The threads are daemons.
 */
public final class LocalServer implements AutoCloseable {
  private static final Vertx VERTX =
      Vertx.vertx(
          new VertxOptions()
              .setUseDaemonThread(true)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));

  private final HttpServer server;
  private final String scheme;

  private LocalServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /** The event loops that all servers share. */
  public static Vertx vertx() {
    return VERTX;
  }

  /**
   * Starts a server whose handler gets requests before their bodies are read.
   *
   * @param address where to listen; port 0 means any free port
   */
  public static LocalServer start(
      Address address, HttpServerOptions options, Handler<HttpServerRequest> handler) {
    options
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(64 * 1024)
        .setMaxHeaderSize(64 * 1024)
        .setIdleTimeout(0);
    HttpServer server = VERTX.createHttpServer(options).requestHandler(handler);
    await(server.listen(address.port(), address.host()));
    return new LocalServer(server, options.isSsl() ? "https" : "http");
  }

  /** Starts a server whose handler gets complete requests and gives complete answers. */
  public static LocalServer start(Address address, Function<HttpCall, Future<HttpAnswer>> handler) {
    return start(address, new HttpServerOptions(), request -> serve(request, handler));
  }

  private static void serve(
      HttpServerRequest request, Function<HttpCall, Future<HttpAnswer>> handler) {
    request
        .body()
        .compose(body -> handler.apply(HttpCall.of(request, body)))
        .onSuccess(answer -> answer.send(request.response()))
        .onFailure(
            failure -> HttpAnswer.text(500, "local backend: " + failure).send(request.response()));
  }

  /** The server's URL for clients on this machine, without a slash at the end. */
  public String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  public int port() {
    return server.actualPort();
  }

  /** Breaks the connection of a request with a TCP reset, as a crashed server does. */
  public static void reset(HttpServerRequest request) {
    var channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.close();
  }

  /**
   * Waits for a result of another thread. It is for tests and for starting; never call it in a
   * handler.
   */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a local backend was at work", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a local backend failed: " + e, e);
    }
  }

  @Override
  public void close() {
    await(server.close());
  }

  /** Where a server listens. With {@code 127.0.0.1} only this machine can reach it. */
  public record Address(String host, int port) {
    /** Any free port; only this machine can reach it. */
    public static Address free() {
      return new Address("127.0.0.1", 0);
    }

    public static Address loopback(int port) {
      return new Address("127.0.0.1", port);
    }

    /** A port that containers of this machine can reach, and so can the whole network. */
    public static Address everywhere(int port) {
      return new Address("0.0.0.0", port);
    }
  }
}
