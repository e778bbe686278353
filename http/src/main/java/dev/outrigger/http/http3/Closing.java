package dev.outrigger.http.http3;

import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicStreamChannel;

/**
 * How we end a stream before its time.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here has ended already
final class Closing {
  private final Session session;
  private final QuicStreamChannel channel;
  private final Intake in;

  Closing(Session session, QuicStreamChannel channel, Intake in) {
    this.session = session;
    this.channel = channel;
    this.in = in;
  }

  /** Gives up both directions. */
  void reset(Http3ErrorCode error) {
    channel.shutdown(error.code());
    close();
  }

  /** The answer has gone, and the client is told to stop. */
  void stop() {
    channel.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
    close();
  }

  private void close() {
    in.drop();
    session.lost(in.isReceiving());
    channel.close();
  }
}
