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
 * Counts what arrives for one request, before anything of it is kept, and closes the connection
 * when it is more than an answer of Braze's can be. The client itself reads an answer whole,
 * however long it is. Each connection carries one request at a time.
 */
final class ResponseLimit extends ChannelInboundHandlerAdapter {
  /** The longest answers name 75 objects with an error each. */
  static final int MOST_BYTES = 1 << 20;

  /** What the client calls the handler that takes bytes apart. */
  private static final String CODEC = "codec";

  /** The answer was longer than any of Braze's. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    ExceededException() {
      super("the answer is longer than " + MOST_BYTES + " bytes");
    }
  }

  private long read;

  private ResponseLimit() {}

  /** Begins to count for a request whose connection is there. */
  static void begin(HttpClientRequest request) {
    ChannelPipeline pipeline = ((HttpClientConnection) request.connection()).channel().pipeline();
    ResponseLimit limit = pipeline.get(ResponseLimit.class);
    if (limit == null) {
      limit = new ResponseLimit();
      pipeline.addBefore(CODEC, "answer-limit", limit);
    }
    limit.read = 0;
  }

  /** When the connection is closed is of no interest: nobody waits for it any more. */
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
