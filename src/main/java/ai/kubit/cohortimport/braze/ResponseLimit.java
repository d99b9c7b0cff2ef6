package ai.kubit.cohortimport.braze;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.impl.HttpClientConnection;
import java.io.IOException;

/**
 * Counts the bytes that arrive for one request, before they are kept in memory. It closes the
 * connection when there are more than a response of Braze can have. The client itself has no limit.
 * This works because each connection carries one request at a time.
 */
final class ResponseLimit extends ChannelInboundHandlerAdapter {
  /**
   * The longest response that is read: 1 MiB. Braze's longest responses name 75 objects with an
   * error each.
   */
  static final int MOST_BYTES = 1 << 20;

  /** The name of the client's own handler that decodes HTTP. */
  private static final String CODEC = "codec";

  /** The response was longer than any of Braze's. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    ExceededException() {
      super("the answer is longer than " + MOST_BYTES + " bytes");
    }
  }

  private long read;

  private ResponseLimit() {}

  /** Starts to count anew for a request whose connection is open. */
  static void begin(HttpClientRequest request) {
    ChannelPipeline pipeline = ((HttpClientConnection) request.connection()).channel().pipeline();
    ResponseLimit limit = pipeline.get(ResponseLimit.class);
    if (limit == null) {
      limit = new ResponseLimit();
      pipeline.addBefore(CODEC, "answer-limit", limit);
    }
    limit.read = 0;
  }

  /** The future of closing the connection is ignored, because nobody waits for it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      read += bytes.readableBytes();
    }
    if (read <= MOST_BYTES) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    context.fireExceptionCaught(new ExceededException());
    context.close();
  }
}
