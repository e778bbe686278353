package dev.outrigger.http.http2;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.pace.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.List;

/**
 * An answer on its way out of a stream.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class Answer {
  // Up to this size a body is copied; beyond, it is sent from its own array.
  private static final int COPIED_BODY = 16 * 1024;

  private final Session session;
  private final Http2StreamChannel channel;
  private final Runnable onSent;
  private final Progress progress;
  private boolean begun;
  private boolean watched;
  private boolean isSent;
  private long sentAt;

  /**
   * Nothing yet.
   *
   * @param onSent called when the last of it has gone
   */
  Answer(Session session, Http2StreamChannel channel, Runnable onSent) {
    this.session = session;
    this.channel = channel;
    this.onSent = onSent;
    this.progress = new Progress(session.limits().writeTimeout());
  }

  /** Whether anything of it has gone to the client. */
  boolean hasBegun() {
    return begun;
  }

  /** Tells the client to send its body. */
  void goOn() {
    channel.write(
        new DefaultHttp2HeadersFrame(ResponseHead.CONTINUE, false), channel.voidPromise());
    session.flushSoon();
  }

  /** Sends an answer that is there as a whole. */
  void whole(HttpResponse response, boolean withBody) {
    byte[] body = response.body();
    long length =
        response.content() instanceof ResponseContent.Written(long declared, ResponseBody _)
            ? declared
            : body.length;
    boolean data = withBody && body.length > 0;
    head(ResponseHead.of(response, length, session.date(), session.peer()), !data);
    if (data) {
      ByteBuf bytes =
          body.length <= COPIED_BODY
              ? channel.alloc().directBuffer(body.length).writeBytes(body)
              : Unpooled.wrappedBuffer(body);
      sends(body.length);
      channel.write(new DefaultHttp2DataFrame(bytes, true), last());
    }
    session.flushSoon();
  }

  /** Sends what has been written so far of an answer that is written while it goes. */
  void parts(WrittenAnswer answer) {
    if (!begun) {
      head(
          ResponseHead.of(answer.response(), answer.length(), session.date(), session.peer()),
          false);
    }
    for (ByteBuf part = answer.next(); part != null; part = answer.next()) {
      int size = part.readableBytes();
      sends(size);
      channel.write(new DefaultHttp2DataFrame(part, false)).addListener(_ -> answer.sent(size));
    }
    session.flushSoon();
  }

  /** Sends the rest. */
  void end(WrittenAnswer answer, List<String> trailers) {
    parts(answer);
    if (trailers.isEmpty()) {
      end();
    } else {
      channel.write(new DefaultHttp2HeadersFrame(ResponseHead.trailers(trailers), true), last());
    }
  }

  /** Nothing more follows. */
  void end() {
    channel.write(new DefaultHttp2DataFrame(true), last());
    session.flushSoon();
  }

  /** Accepts another protocol. */
  void switching(HttpResponse response) {
    head(ResponseHead.switching(response, session.date()), false);
    session.flushSoon();
  }

  /** So many bytes of data go on their way. */
  void sends(int bytes) {
    if (!watched) {
      watched = true;
      session.watch(channel.stream().id(), progress);
    }
    progress.waits(bytes, session.now());
  }

  /** Whether the client takes too little of it; asked now and then. */
  boolean isStalled(long now) {
    return progress.isTooSlow(now);
  }

  private void head(Http2Headers fields, boolean ends) {
    begun = true;
    channel.write(
        new DefaultHttp2HeadersFrame(fields, ends), ends ? last() : channel.voidPromise());
  }

  private ChannelPromise last() {
    ChannelPromise sent = channel.newPromise();
    sent.addListener(_ -> sent());
    return sent;
  }

  private void sent() {
    isSent = true;
    sentAt = session.now();
    onSent.run();
  }

  /** Whether the last of it has gone. */
  boolean isSent() {
    return isSent;
  }

  /** When that was. */
  long sentAt() {
    return sentAt;
  }
}
