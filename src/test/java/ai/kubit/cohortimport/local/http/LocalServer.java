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
 * One HTTP server of the local backends. All requests of a server run on one thread, so its handler
 * needs no locks against itself; it must not block. The threads are daemons.
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

  /** The event loops that all local backends share. */
  public static Vertx vertx() {
    return VERTX;
  }

  /**
   * Starts a server that sees raw requests, still unread.
   *
   * @param address port 0 stands for any free one
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

  /** Starts a server whose handler gets whole requests and gives whole answers. */
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

  /** Where clients on this machine find the server, without a slash at the end. */
  public String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  public int port() {
    return server.actualPort();
  }

  /** Breaks the connection of a request with a TCP reset, as a crashed peer does. */
  public static void reset(HttpServerRequest request) {
    var channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.close();
  }

  /** Waits for a result that another thread brings; for tests and start-up, never in handlers. */
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

  /** Where a server listens: {@code 127.0.0.1} keeps it to this machine. */
  public record Address(String host, int port) {
    /** Any free port, for this machine only. */
    public static Address free() {
      return new Address("127.0.0.1", 0);
    }

    public static Address loopback(int port) {
      return new Address("127.0.0.1", port);
    }

    /** A port that containers of this machine reach, too, and with them the whole network. */
    public static Address everywhere(int port) {
      return new Address("0.0.0.0", port);
    }
  }
}
