package ai.kubit.cohortimport.braze;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that a test answers by hand, byte by byte where it must. */
final class RawServer implements AutoCloseable {
  /** One request as it arrived. */
  record Exchange(int connection, String head, String body, Socket socket) {
    void answer(int status, String headers, String body) throws IOException {
      write(
          "HTTP/1.1 "
              + status
              + " Whatever\r\nContent-Length: "
              + body.getBytes(StandardCharsets.UTF_8).length
              + "\r\n"
              + headers
              + "\r\n"
              + body);
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /** Ends the connection with a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  interface Script {
    void handle(Exchange exchange) throws Exception;
  }

  final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final String scheme;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger connections = new AtomicInteger();
  private final Script script;

  RawServer(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), "http", script);
  }

  RawServer(ServerSocketFactory factory, String scheme, Script script) throws IOException {
    this.server = factory.createServerSocket(0, 50, InetAddress.getByName("localhost"));
    this.scheme = scheme;
    this.script = script;
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create(scheme + "://localhost:" + server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(number, socket));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(int connection, Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      while (!head.isEmpty()) {
        Exchange exchange = exchange(connection, head, in, socket);
        exchanges.add(exchange);
        script.handle(exchange);
        head = head(in);
      }
    } catch (Exception e) {
      // A client that went away is part of many a test.
    }
  }

  private static Exchange exchange(int connection, String head, InputStream in, Socket socket)
      throws IOException {
    Exchange bare = new Exchange(connection, head, "", socket);
    byte[] body = in.readNBytes(Integer.parseInt(bare.header("content-length")));
    return new Exchange(connection, head, new String(body, StandardCharsets.UTF_8), socket);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
