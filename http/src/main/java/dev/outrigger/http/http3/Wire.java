package dev.outrigger.http.http3;

import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.runtime.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.SocketAddress;

/**
 * What is said of a connection as a whole.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Wire {
  private final Loop loop;
  private final QuicChannel channel;
  private final SocketAddress remote;

  Wire(Loop loop, QuicChannel channel, SocketAddress remote) {
    this.loop = loop;
    this.channel = channel;
    this.remote = remote;
  }

  /** Tells the client that this stream and those behind it are not answered. */
  void goAway(long first) {
    QuicStreamChannel control = Http3.getLocalControlStream(channel);
    if (control != null) {
      control.writeAndFlush(new DefaultHttp3GoAwayFrame(first));
    }
  }

  /** Whether the client and the network have room for anything now. */
  boolean hasRoom() {
    QuicStreamChannel control = Http3.getLocalControlStream(channel);
    return control != null && control.writeAndFlush(Answer.nothing()).isSuccess();
  }

  /**
   * Ends the connection, in a step of its own: what is told of in the midst of the native code's
   * work, such as a host's name, must not take the connection away from under it.
   *
   * @param reason what is told to the client and the log; empty for none
   */
  void close(Http3ErrorCode error, String reason) {
    loop.execute(() -> {
      if (channel.isOpen()) {
        if (!reason.isEmpty()) {
          LoopLog.closed(loop, remote, reason);
        }
        ByteBuf words = ByteBufUtil.writeAscii(channel.alloc(), reason);
        channel.close(true, error.code(), words);
      }
    });
  }
}
