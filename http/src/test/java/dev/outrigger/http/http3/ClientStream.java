package dev.outrigger.http.http3;

import dev.outrigger.http.Served;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request of {@link Http3Client}. */
final class ClientStream extends ChannelInboundHandlerAdapter {
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private @Nullable QuicStreamChannel opened;

  /** What can come back. */
  sealed interface Piece {
    record Fields(Map<String, String> fields) implements Piece {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Data(byte[] bytes) implements Piece {}

    record End() implements Piece {}

    record Reset(long error) implements Piece {}

    record Closed() implements Piece {}
  }

  /** A whole answer. */
  record Answer(
      int status, Map<String, String> fields, String body, Map<String, String> trailers) {}

  ClientStream on(QuicStreamChannel channel) {
    opened = channel;
    return this;
  }

  private QuicStreamChannel channel() {
    return Objects.requireNonNull(opened);
  }

  long id() {
    return channel().streamId();
  }

  // ---- sending

  ClientStream head(boolean ends, String method, String path, String... more) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                ":method", method, ":scheme", "https", ":authority", "localhost", ":path", path));
    fields.addAll(List.of(more));
    return fields(ends, fields.toArray(String[]::new));
  }

  /** A header section or trailers, right or wrong: name, value, name, value. */
  ClientStream fields(boolean ends, String... fields) {
    Http3Headers headers = new DefaultHttp3Headers(false);
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    var written = channel().writeAndFlush(new DefaultHttp3HeadersFrame(headers));
    if (ends) {
      written.addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }
    return this;
  }

  /** Sends a part of the body. */
  ClientStream data(boolean ends, byte[] bytes) {
    var written = channel().writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(bytes)));
    if (ends) {
      written.addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }
    return this;
  }

  ClientStream data(boolean ends, String text) {
    return data(ends, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a part of the body when there is room for it, and counts it then. */
  void data(byte[] bytes, AtomicLong taken) {
    channel()
        .writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(bytes)))
        .addListener(written -> {
          if (written.isSuccess()) {
            taken.addAndGet(bytes.length);
          }
        });
  }

  /** Ends the body once so much of it was taken. */
  void end(AtomicLong taken, long whole) throws Exception {
    Served.until(() -> taken.get() == whole);
    end();
  }

  /** Bytes that are no frame of the client's making. */
  ClientStream raw(byte... bytes) throws Exception {
    channel().pipeline().firstContext().writeAndFlush(Unpooled.copiedBuffer(bytes)).sync();
    return this;
  }

  ClientStream end() throws Exception {
    channel().shutdownOutput().sync();
    return this;
  }

  /** Gives up both ways. */
  void reset() throws Exception {
    channel().shutdown(0x10c).sync();
  }

  /** The same without waiting for it. */
  void giveUp() {
    var _ = channel().shutdown(0x10c);
  }

  /** Wants no more of the answer. */
  void stop() throws Exception {
    channel().shutdownInput(0x10c).sync();
  }

  ClientStream stopReading() {
    channel().config().setAutoRead(false);
    return this;
  }

  ClientStream readOn() {
    channel().config().setAutoRead(true);
    return this;
  }

  // ---- what comes back

  Piece next() throws InterruptedException {
    Piece piece = pieces.poll(10, TimeUnit.SECONDS);
    if (piece == null) {
      throw new AssertionError("nothing came for ten seconds");
    }
    return piece;
  }

  /** The code of the reset that the stream ends with. */
  long resetCode() throws InterruptedException {
    for (Piece piece = next(); ; piece = next()) {
      if (piece instanceof Piece.Reset(long error)) {
        return error;
      }
      if (piece instanceof Piece.End || piece instanceof Piece.Closed) {
        throw new AssertionError("the stream ended by " + piece);
      }
    }
  }

  /** The whole answer; without what came before it (status 100). */
  Answer answer() throws InterruptedException {
    Map<String, String> head = Map.of();
    Map<String, String> trailers = Map.of();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      switch (next()) {
        case Piece.Fields(Map<String, String> fields) -> {
          if (!fields.containsKey(":status")) {
            trailers = fields;
          } else if (!"100".equals(fields.get(":status"))) {
            head = fields;
          }
        }
        case Piece.Data(byte[] bytes) -> body.writeBytes(bytes);
        case Piece.End() -> {
          return new Answer(
              Integer.parseInt(head.get(":status")),
              head,
              body.toString(StandardCharsets.UTF_8),
              trailers);
        }
        case Piece other -> throw new AssertionError("the answer broke off: " + other);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http3HeadersFrame frame) {
      Map<String, String> fields = new TreeMap<>();
      frame.headers().forEach(field -> fields.put(field.getKey() + "", field.getValue() + ""));
      pieces.add(new Piece.Fields(fields));
    } else if (message instanceof Http3DataFrame frame) {
      pieces.add(new Piece.Data(ByteBufUtil.getBytes(frame.content())));
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      pieces.add(new Piece.End());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof QuicStreamResetException reset) {
      pieces.add(new Piece.Reset(reset.applicationProtocolCode()));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pieces.add(new Piece.Closed());
  }
}
