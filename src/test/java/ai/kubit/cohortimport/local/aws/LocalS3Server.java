package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.ServerSocket;

/** S3 in memory, behind a front that makes it behave. */
public final class LocalS3Server implements AutoCloseable {
  private final LocalS3 backend;
  private final Front front;

  private LocalS3Server(LocalS3 backend, Front front) {
    this.backend = backend;
    this.front = front;
  }

  /** Starts it; the address is the front's. */
  public static LocalS3Server start(Address address) throws IOException {
    LocalS3 backend = LocalS3.builder().mode(LocalS3Mode.IN_MEMORY).port(freePort()).build();
    backend.start();
    String url = "http://127.0.0.1:" + backend.getPort();
    return new LocalS3Server(backend, Front.before(url, address, new S3Correction()));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public Front front() {
    return front;
  }

  @Override
  public void close() {
    front.close();
    backend.shutdown();
  }
}
