package ai.kubit.cohortimport.local.aws;

import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import com.robothy.netty.initializer.HttpServerInitializer;
import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import com.robothy.s3.rest.handler.LocalS3RouterFactory;
import com.robothy.s3.rest.service.ServiceFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * S3 in memory, behind a front that corrects its answers. Only the services of the library local-s3
 * are used, because its own server would listen to the whole network.
 */
public final class LocalS3Server implements AutoCloseable {
  private final List<EventLoopGroup> threads;
  private final Front front;

  private LocalS3Server(List<EventLoopGroup> threads, Front front) {
    this.threads = threads;
    this.front = front;
  }

  /** Starts it. The address is that of the front. */
  public static LocalS3Server start(Address address) throws IOException {
    EventLoopGroup network = new NioEventLoopGroup(2, new DefaultThreadFactory("s3", true));
    EventLoopGroup workers = new DefaultEventLoopGroup(4, new DefaultThreadFactory("s3", true));
    Channel backend =
        new ServerBootstrap()
            .group(network)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new HttpServerInitializer(workers, LocalS3RouterFactory.create(services())))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    String url = "http://127.0.0.1:" + ((InetSocketAddress) backend.localAddress()).getPort();
    return new LocalS3Server(
        List.of(network, workers), Front.before(url, address, new S3Correction()));
  }

  /**
   * The services that local-s3 makes before it starts its server. Reflection is the only way to
   * them.
   */
  private static ServiceFactory services() throws IOException {
    try {
      Method method = LocalS3.class.getDeclaredMethod("createServiceFactory");
      method.setAccessible(true);
      return (ServiceFactory) method.invoke(LocalS3.builder().mode(LocalS3Mode.IN_MEMORY).build());
    } catch (ReflectiveOperationException e) {
      throw new IOException("local-s3 has changed: " + e, e);
    }
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
    for (EventLoopGroup group : threads) {
      var unused = group.shutdownGracefully();
    }
  }
}
