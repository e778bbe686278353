package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Reads frames, and lets {@link Http2Gate} look at each before Netty does.
 *
 * <p>Threading: on the loop.
 */
final class Http2Reader implements Http2FrameReader {
  private static final int MOST_SMALL_CONTINUATIONS = 16;

  private final Http2FrameReader reader;
  private final Http2Connection connection;
  private final Http2Resets resets;
  private final Http2Abuse abuse;

  Http2Reader(Http2Connection connection, Limits limits, Http2Resets resets, Http2Abuse abuse) {
    this.reader = new DefaultHttp2FrameReader(new Fields(limits), MOST_SMALL_CONTINUATIONS);
    this.connection = connection;
    this.resets = resets;
    this.abuse = abuse;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener)
      throws Http2Exception {
    reader.readFrame(ctx, input, new Http2Gate(listener, connection, resets, abuse));
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static final class Fields extends DefaultHttp2HeadersDecoder {
    private final int most;

    Fields(Limits limits) {
      super(false, limits.headers());
      this.most = limits.fields();
    }

    @Override
    protected Http2Headers newHeaders() {
      return new Http2Fields(most);
    }
  }
}
