package dev.outrigger.http.http1;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.RequestHead;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Parting;
import dev.outrigger.http.pace.Uptake;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.unsent.FastLanes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on a connection: answers, and the way to part.
 *
 * <p>Threading: on the loop.
 */
// A write that fails makes the channel inactive, and that is where everyone looks.
@SuppressWarnings("FutureReturnValueIgnored")
final class Outbound {
  private static final long MOST_DRAINED = 256L * 1024 * 1024;
  private static final ByteBuf CONTINUE =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));

  private final DuplexChannel channel;
  private final ResponseWriter writer;
  private final RequestDecoder drain;
  private final Parting parting;
  private final Uptake uptake;
  private final FastLanes lanes;
  private @Nullable Sending sending;
  private final Runnable flush = this::flushNow;
  private boolean flushing;
  private int unfinished;
  private long finishedAt;

  Outbound(ServerLoop home, DuplexChannel channel, Peer peer, RequestDecoder drain, long since) {
    this.channel = channel;
    this.writer = new ResponseWriter(home.date(), home.scratch(), peer.alternatives());
    this.drain = drain;
    this.finishedAt = since;
    this.parting = new Parting(channel, home::part);
    this.uptake = new Uptake(channel, home.limits().writeTimeout());
    this.lanes = home.fastLanes();
  }

  /** Tells the client to send its body. */
  void goOn() {
    channel.writeAndFlush(CONTINUE.duplicate(), channel.voidPromise());
  }

  /**
   * Sends an answer, or what is left of it.
   *
   * @param stays whether the connection is to stay
   * @param othersWait whether requests behind this one have come already
   * @return whether it does; if not, we part when the answer has gone
   */
  boolean answer(Exchange exchange, boolean stays, boolean othersWait) {
    HttpResponse response = exchange.answer();
    RequestHead head = exchange.head();
    WrittenAnswer written = exchange.written();
    if (written != null) {
      send(written, head.isHttp10(), stays);
      return end(Objects.requireNonNull(written.trailers()), stays);
    }
    if (!stays) {
      answerAndPart(response, head.isHead());
      return false;
    }
    ByteBuf first = writer.write(channel.alloc(), response, !head.isHead(), true, head.isHttp10());
    if (head.isHead() || response.body().length <= ResponseWriter.COPIED_BODY) {
      uptake.sends(first.readableBytes());
      if (othersWait) {
        channel.write(first, channel.voidPromise());
        flushSoon();
      } else {
        channel.writeAndFlush(first, channel.voidPromise());
      }
    } else {
      sendApart(first, response);
    }
    return true;
  }

  // The next answers are mostly written before the loop has done all that it has to do: then they
  // go out in one system call. A handler that waits holds up no answer before its own.
  private void flushSoon() {
    if (flushing) {
      return;
    }
    flushing = true;
    if (channel.eventLoop() instanceof SingleThreadEventLoop loop) {
      loop.executeAfterEventLoopIteration(flush);
    } else {
      channel.eventLoop().execute(flush);
    }
  }

  private void flushNow() {
    flushing = false;
    channel.flush();
  }

  /**
   * Sends what has been written so far of an answer that is written while it goes.
   *
   * @param stays whether the connection may stay after it
   */
  void send(WrittenAnswer answer, boolean http10, boolean stays) {
    Sending known = sending;
    if (known == null) {
      unfinished++;
      known = new Sending(channel, writer, uptake, answer, http10, stays);
      sending = known;
    }
    known.push();
  }

  private boolean end(List<String> trailers, boolean stays) {
    ChannelPromise finished = channel.newPromise();
    Sending known = Objects.requireNonNull(sending);
    sending = null;
    finished.addListener(_ -> finished());
    boolean keeps = stays && known.keepsConnection();
    if (!keeps) {
      finished.addListener(_ -> part());
    }
    known.end(trailers, finished);
    return keeps;
  }

  private void finished() {
    unfinished--;
    finishedAt = System.nanoTime();
  }

  /** Another protocol follows. */
  void switchTo(Switch change) {
    ByteBuf head =
        writer.switching(channel.alloc(), change.response(), change.upgrade().protocol());
    channel.pipeline().addLast(new Counted(uptake));
    uptake.sends(head.readableBytes());
    channel.writeAndFlush(head);
  }

  /** Breaks off, so that the client sees it whatever it had been told about the length. */
  void reset() {
    channel.flush();
    parting.breakOff(this::close);
  }

  /** Whether the client takes too little of what it is sent; asked now and then. */
  boolean isStalled(long now) {
    return uptake.isTooSlow(now);
  }

  /** Sends the last answer, then parts. */
  void answerAndPart(HttpResponse response, boolean head) {
    answerLast(response, head).addListener(_ -> part());
  }

  /** Sends the last answer, then closes at once. */
  void answerAndClose(HttpResponse response, boolean head) {
    answerLast(response, head).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes the connection at once. */
  void close() {
    channel.close();
  }

  /** Closes our half, and drains the other. */
  void part() {
    parting.begin();
  }

  /** Closes the connection if the client does not part from us. */
  void closeIfOverdue(long now, boolean draining) {
    boolean tooMuch = parting.hasBegun() && drain.drained() > MOST_DRAINED;
    if (tooMuch || parting.isOverdue(now, draining)) {
      close();
    }
  }

  /** Whether the last answer has gone, and only the client's end is waited for. */
  boolean isParting() {
    return parting.hasBegun();
  }

  /** Whether a long answer, or the last one, is still on its way. */
  boolean isBusy() {
    return unfinished > 0;
  }

  /** When the last long answer had gone; a time of {@link System#nanoTime()}. */
  long finishedAt() {
    return finishedAt;
  }

  private ChannelFuture answerLast(HttpResponse response, boolean head) {
    ByteBuf first = writer.write(channel.alloc(), response, !head, false, false);
    boolean inOne = head || response.body().length <= ResponseWriter.COPIED_BODY;
    if (!inOne) {
      return sendApart(first, response);
    }
    uptake.sends(first.readableBytes());
    return channel.writeAndFlush(first);
  }

  private ChannelFuture sendApart(ByteBuf first, HttpResponse response) {
    ChannelPromise finished = channel.newPromise();
    finished.addListener(_ -> finished());
    unfinished++;
    byte[] body = response.body();
    if (body.length > LongBodies.PIECE) {
      uptake.sends(first.readableBytes());
      channel.write(first, channel.voidPromise());
      return channel.writeAndFlush(longBody(body), finished);
    }
    uptake.sends(first.readableBytes() + body.length);
    channel.write(first, channel.voidPromise());
    return channel.writeAndFlush(Unpooled.wrappedBuffer(body), finished);
  }

  private LongBodies.Body longBody(byte[] body) {
    ChannelPipeline pipeline = channel.pipeline();
    ChannelHandlerContext here = pipeline.context(ConnectionHandler.class);
    if (here != null && pipeline.context(LongBodies.class) == null) {
      pipeline.addBefore(here.name(), null, new LongBodies(uptake, lanes));
    }
    return new LongBodies.Body(body);
  }
}
