package dev.outrigger.http.http3;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.streams.Outlet;
import dev.outrigger.http.streams.Sending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3UnknownFrame;
import io.netty.handler.codec.http3.Http3Frame;
import io.netty.handler.codec.http3.Http3UnknownFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.List;
import java.util.function.Consumer;

/**
 * An answer on its way out of a stream. A write is done when QUIC has taken it, which takes no more
 * than the client's window and the network have room for.
 *
 * <p>Threading: on the loop.
 */
final class Answer implements Outlet {
  // How much of a body goes in one frame. QUIC tells of whole ones only, and a client that takes
  // less than this within the time-out is cut off.
  private static final int FRAME = 4 * 1024;
  // What the fields of an answer are taken for, where bytes are counted.
  private static final int HEAD = 64;
  // One of those that RFC 9114, 7.2.8, has for this.
  private static final long MEANINGLESS = 0x40;

  private final Session session;
  private final QuicStreamChannel channel;
  private final Sending sending;
  private final Runnable onSent;
  private final Runnable onFailure;
  private int waiting;
  private boolean probing;

  /**
   * Nothing yet.
   *
   * @param onSent called when the last of it has gone
   * @param onFailure called when something can't be sent
   */
  Answer(Session session, QuicStreamChannel channel, Runnable onSent, Runnable onFailure) {
    this.session = session;
    this.channel = channel;
    this.sending = new Sending(session.home());
    this.onSent = onSent;
    this.onFailure = onFailure;
  }

  @Override
  public Sending sending() {
    return sending;
  }

  @Override
  public void goOn() {
    write(ResponseHead.goOn(), HEAD, _ -> {});
  }

  @Override
  public void whole(HttpResponse response, boolean withBody) {
    byte[] body = response.body();
    int count = withBody ? body.length : 0;
    head(response, response.content().length(), count == 0 ? _ -> end() : _ -> {});
    for (int at = 0; at < count; at += FRAME) {
      int size = Math.min(FRAME, count - at);
      ByteBuf part = channel.alloc().directBuffer(size).writeBytes(body, at, size);
      boolean last = at + size == count;
      write(new DefaultHttp3DataFrame(part), size, last ? _ -> end() : _ -> {});
    }
  }

  @Override
  public void parts(WrittenAnswer answer) {
    if (!sending.hasBegun()) {
      head(answer.response(), answer.length(), _ -> {});
    }
    for (ByteBuf part = answer.next(); part != null; part = answer.next()) {
      ByteBuf frame = channel.alloc().directBuffer(2 * FRAME);
      move(part, frame);
      while (frame.readableBytes() < FRAME && (part = answer.next()) != null) {
        move(part, frame);
        // Its bytes wait on, but it is no part of its own any more.
        answer.gone(0, true);
      }
      int size = frame.readableBytes();
      write(new DefaultHttp3DataFrame(frame), size, sent -> answer.gone(size, sent));
    }
  }

  private static void move(ByteBuf part, ByteBuf frame) {
    frame.writeBytes(part);
    part.release();
  }

  @Override
  public void end(WrittenAnswer answer, List<String> trailers) {
    parts(answer);
    // An empty frame, if there is nothing else to wait for.
    Http3Frame last =
        trailers.isEmpty()
            ? new DefaultHttp3DataFrame(Unpooled.EMPTY_BUFFER)
            : ResponseHead.trailers(trailers);
    write(last, HEAD, _ -> end());
  }

  private void head(HttpResponse response, long length, Consumer<Boolean> then) {
    sending.begin();
    write(ResponseHead.of(response, length, session.date(), session.peer()), HEAD, then);
  }

  private void write(Http3Frame frame, int size, Consumer<Boolean> then) {
    waiting++;
    sending.waits(size);
    channel
        .write(frame)
        .addListener(written -> {
          waiting--;
          sending.gone(size);
          then.accept(written.isSuccess());
          if (!written.isSuccess()) {
            onFailure.run();
          }
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails here closes the stream
  private void end() {
    channel.shutdownOutput();
    sending.end();
    onSent.run();
  }

  /**
   * Finds out whether the client still wants its answer, by something to take that means nothing.
   * QUIC tells of one that does not only who writes, and a client that has vanished is missed only
   * if it has something to confirm. Once both sides have confirmed that nothing more comes, QUIC
   * has forgotten the stream, and takes nothing for it, ever.
   *
   * @return whether it may want it; not if what was sent the last time is not taken yet, though
   *     there is room for it
   */
  boolean probe() {
    if (probing) {
      return sending.hasBegun() || !session.wire().hasRoom();
    }
    if (waiting == 0) {
      probing = true;
      write(nothing(), 1, _ -> probing = false);
    }
    return true;
  }

  /** A frame that means nothing, and that everybody has to ignore. */
  static Http3UnknownFrame nothing() {
    return new DefaultHttp3UnknownFrame(MEANINGLESS, Unpooled.EMPTY_BUFFER);
  }
}
