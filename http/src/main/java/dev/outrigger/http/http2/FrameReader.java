package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.pace.Abuse;
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
 * Reads frames, and lets {@link Gate} look at each before Netty does.
 *
 * <p>Threading: on the loop.
 */
final class FrameReader implements Http2FrameReader {
  private static final int MOST_SMALL_CONTINUATIONS = 16;

  private final Http2FrameReader reader;
  private final Http2Connection connection;
  private final Resets resets;
  private final Abuse abuse;
  private final FieldsWatch fields = new FieldsWatch();
  // Netty drops all that comes from now on, whatever it is.
  private boolean broken;

  FrameReader(Http2Connection connection, Limits limits, Resets resets, Abuse abuse) {
    this.reader = new DefaultHttp2FrameReader(new HeadersDecoder(limits), MOST_SMALL_CONTINUATIONS);
    this.connection = connection;
    this.resets = resets;
    this.abuse = abuse;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener)
      throws Http2Exception {
    int start = input.readerIndex();
    try {
      reader.readFrame(ctx, input, new Gate(listener, connection, resets, abuse));
    } catch (Http2Exception e) {
      broken |= !Http2Exception.isStreamError(e);
      throw e;
    } catch (RuntimeException e) {
      broken = true;
      throw e;
    } finally {
      if (!broken) {
        fields.passed(input, start);
      }
    }
  }

  /** When a header section began that goes on in the next frame; 0 if none does. */
  long inFieldsSince() {
    return fields.since();
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static final class HeadersDecoder extends DefaultHttp2HeadersDecoder {
    private final int most;

    HeadersDecoder(Limits limits) {
      super(false, limits.headers());
      this.most = limits.fields();
    }

    @Override
    protected Http2Headers newHeaders() {
      return new Fields(most);
    }
  }
}
