package dev.outrigger.http.http2;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.streams.Outlet;
import dev.outrigger.http.streams.Sending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;

/**
 * An answer on its way out of a stream.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class Answer implements Outlet {
  // Up to this size a body is copied; beyond, it is sent from its own array.
  private static final int COPIED_BODY = 16 * 1024;

  private final Session session;
  private final Codec codec;
  private final int stream;
  private final Sending sending;
  private final Runnable onSent;

  /**
   * Nothing yet.
   *
   * @param onSent called when the last of it has gone
   */
  Answer(Session session, int stream, Runnable onSent) {
    this.session = session;
    this.codec = session.codec();
    this.stream = stream;
    this.sending = new Sending(session.home());
    this.onSent = onSent;
  }

  @Override
  public Sending sending() {
    return sending;
  }

  @Override
  public void goOn() {
    codec.headers(stream, ResponseHead.CONTINUE, false, codec.newPromise());
    session.flushSoon();
  }

  @Override
  public void whole(HttpResponse response, boolean withBody) {
    byte[] body = response.body();
    boolean data = withBody && body.length > 0;
    head(response, !data);
    if (data) {
      ByteBuf bytes =
          body.length <= COPIED_BODY
              ? codec.buffer(body.length).writeBytes(body)
              : Unpooled.wrappedBuffer(body);
      send(bytes, true, last());
    }
    session.flushSoon();
  }

  @Override
  public void parts(WrittenAnswer answer) {
    if (!sending.hasBegun()) {
      head(answer.response(), false);
    }
    for (ByteBuf part = answer.next(); part != null; part = answer.next()) {
      int size = part.readableBytes();
      send(
          part,
          false,
          codec.newPromise().addListener(written -> answer.gone(size, written.isSuccess())));
    }
    session.flushSoon();
  }

  @Override
  public void end(WrittenAnswer answer, List<String> trailers) {
    parts(answer);
    if (trailers.isEmpty()) {
      end();
    } else {
      codec.headers(stream, ResponseHead.trailers(trailers), true, last());
    }
  }

  /** Nothing more follows. */
  void end() {
    send(Unpooled.EMPTY_BUFFER, true, last());
    session.flushSoon();
  }

  /** Accepts another protocol. */
  void switching(HttpResponse response) {
    head(ResponseHead.switching(response, session.date()), false);
    session.flushSoon();
  }

  /** Sends these bytes as soon as the client's window lets them go. */
  void send(ByteBuf bytes, boolean ends, ChannelPromise promise) {
    sending.waits(bytes.readableBytes());
    codec.data(stream, bytes, ends, promise);
  }

  /** Has what was sent so far leave soon. */
  void flush() {
    session.flushSoon();
  }

  private void head(HttpResponse response, boolean ends) {
    head(
        ResponseHead.of(response, response.content().length(), session.date(), session.peer()),
        ends);
  }

  private void head(Http2Headers fields, boolean ends) {
    sending.begin();
    codec.headers(stream, fields, ends, ends ? last() : codec.newPromise());
  }

  private ChannelPromise last() {
    return codec.newPromise().addListener(_ -> sent());
  }

  private void sent() {
    sending.end();
    onSent.run();
  }
}
