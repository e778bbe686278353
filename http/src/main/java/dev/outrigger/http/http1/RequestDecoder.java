package dev.outrigger.http.http1;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.syntax.MalformedException;
import dev.outrigger.http.syntax.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder with a tap: it can be paused between two messages of one read, and turned into a
 * drain once nothing more will be answered.
 *
 * <p>And with a closer look at the bytes, for Netty forgives what the rules about a complete header
 * ({@link RequestRules}) cannot see any more: any blanks and any number of them in the request
 * line, folded fields, bare LF and CR before a request, trailers that must not be there (it drops
 * them), extensions of chunks without bounds, bodies of a WebSocket draft that announce no length.
 * All of it is looked at where Netty has its finger anyway, so that nothing is read twice but the
 * lines of chunks.
 *
 * <p>Threading: on the loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private static final int MOST_EMPTY_LINES = 4;
  private static final AsciiString LENGTH = HttpHeaderNames.CONTENT_LENGTH;
  private static final AsciiString DRAFT_KEY = AsciiString.cached("Sec-WebSocket-Key1");

  private final int mostFields;
  private final Chunks chunks = new Chunks();
  private @Nullable ChannelHandlerContext context;
  private boolean paused;
  private boolean draining;
  private long drained;

  // BETWEEN -> HEAD -> BETWEEN (no body), HEAD -> BODY -> BETWEEN,
  // HEAD -> CHUNKS -> TRAILERS -> BETWEEN.
  private Place place = Place.BETWEEN;
  private int emptyLines;
  private int methodEnd;
  private int targetEnd;
  private int fields;
  private boolean hasLength;
  // The field line that was read last ended with all that had come.
  private boolean mayFold;
  private ByteBuf input = Unpooled.EMPTY_BUFFER;

  private enum Place {
    BETWEEN,
    HEAD,
    BODY,
    CHUNKS,
    TRAILERS
  }

  RequestDecoder(Limits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(oneMore(limits.requestLine()))
            .setMaxHeaderSize(oneMore(limits.headers()))
            .setMaxChunkSize(BodyQueue.LOW_WATER)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
    this.mostFields = limits.fields();
  }

  // For a CR whose LF has not come yet, which Netty counts; RequestRules looks at the true length.
  private static int oneMore(int limit) {
    return Math.min(limit, Integer.MAX_VALUE - 1) + 1;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** What has come already is decoded no further until {@link #resume}. */
  void pause() {
    paused = true;
  }

  /** Goes on with what has come meanwhile. */
  void resume() {
    if (paused && context != null) {
      paused = false;
      try {
        channelRead(context, Unpooled.EMPTY_BUFFER);
      } catch (Exception e) {
        context.fireExceptionCaught(e);
      }
    }
  }

  /** From now on everything that comes is thrown away. */
  void drain() {
    draining = true;
    paused = false;
  }

  /** How many bytes were thrown away. */
  long drained() {
    return drained;
  }

  /** Whether what has come so far ends inside a request's header. */
  boolean isInHead() {
    return place == Place.HEAD && !draining;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (draining) {
      drained += in.readableBytes();
      in.skipBytes(in.readableBytes());
    } else if (!paused) {
      int before = out.size();
      try {
        decodeStrictly(ctx, in, out);
      } catch (MalformedException e) {
        in.skipBytes(in.readableBytes());
        out.add(malformed(e));
      }
      if (out.size() > before) {
        moveOn((HttpObject) out.get(before), (HttpObject) out.getLast());
      }
    }
  }

  private void decodeStrictly(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    input = in;
    if (place == Place.BETWEEN && !headBegins(in)) {
      return;
    }
    if (mayFold && in.isReadable()) {
      checkFold(in);
    }
    if (place == Place.CHUNKS) {
      decodeChunk(ctx, in, out);
    } else {
      super.decode(ctx, in, out);
    }
  }

  private HttpObject malformed(MalformedException why) throws Exception {
    HttpObject message =
        place == Place.BETWEEN || place == Place.HEAD
            ? createInvalidMessage()
            : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    message.setDecoderResult(DecoderResult.failure(why));
    draining = true;
    return message;
  }

  private void moveOn(HttpObject first, HttpObject last) {
    if (last instanceof LastHttpContent) {
      place = Place.BETWEEN;
      emptyLines = 0;
    } else if (first instanceof HttpMessage head) {
      boolean chunked = head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
      place = chunked ? Place.CHUNKS : Place.BODY;
      chunks.reset();
    }
  }

  // ---- before a request: empty lines, which old clients send behind a body

  private boolean headBegins(ByteBuf in) {
    while (in.isReadable()) {
      byte first = in.getByte(in.readerIndex());
      if (first == '\r' && in.readableBytes() == 1) {
        return false;
      } else if (first == '\n' || (first == '\r' && in.getByte(in.readerIndex() + 1) != '\n')) {
        throw new MalformedException("a bare CR or LF stands before the request line");
      } else if (first != '\r') {
        place = Place.HEAD;
        fields = 0;
        hasLength = false;
        mayFold = false;
        return true;
      } else if (++emptyLines > MOST_EMPTY_LINES) {
        throw new MalformedException("too many empty lines stand before the request line");
      }
      in.skipBytes(2);
    }
    return false;
  }

  // ---- the request line: three words, one space between each

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    if (start != 0) {
      throw new MalformedException("the request line begins with a blank");
    }
    methodEnd = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    targetEnd = start + length;
    if (length == 0 || targetEnd >= line.length) {
      throw new MalformedException("the request line has fewer than three words");
    }
    if (start != methodEnd + 1 || line[methodEnd] != ' ' || line[targetEnd] != ' ') {
      throw new MalformedException("the words of the request line are not parted by one space");
    }
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    if (start != targetEnd + 1) {
      throw new MalformedException("the words of the request line are not parted by one space");
    }
    return super.splitThirdWordInitialLine(line, start, length);
  }

  // ---- fields, of header and trailers

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++fields > mostFields) {
      throw new MalformedException(
          431, "there are more than the " + mostFields + " fields allowed");
    }
    checkFold(input);
    AsciiString name = super.splitHeaderName(line, start, length);
    if (place != Place.HEAD) {
      Trailers.check(name);
    } else if (length == LENGTH.length() && name.contentEqualsIgnoreCase(LENGTH)) {
      // From a client of 1.0 Netty would take the first of several.
      if (hasLength) {
        throw new MalformedException("a request has only one Content-Length");
      }
      hasLength = true;
    } else if (length == DRAFT_KEY.length() && name.contentEqualsIgnoreCase(DRAFT_KEY)) {
      throw new MalformedException(
          "the draft of WebSocket that has Sec-WebSocket-Key1 is not known");
    }
    return name;
  }

  /** Netty has read a field line; if the next one begins with a blank, it would be joined to it. */
  private void checkFold(ByteBuf in) {
    mayFold = !in.isReadable();
    if (!mayFold) {
      byte next = in.getByte(in.readerIndex());
      if (next == ' ' || next == '\t') {
        throw new MalformedException("a field is folded over two lines");
      }
    }
  }

  /** Two lengths: whatever stands in front of us may have chosen the other one. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new MalformedException("both Content-Length and Transfer-Encoding");
  }

  // ---- chunks

  private void decodeChunk(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    if (chunks.isBetween()) {
      int size = chunks.begin(in);
      if (size < 0) {
        return;
      } else if (size == 0) {
        place = Place.TRAILERS;
      }
    }
    int start = in.readerIndex();
    super.decode(ctx, in, out);
    chunks.took(in.readerIndex() - start);
  }
}
