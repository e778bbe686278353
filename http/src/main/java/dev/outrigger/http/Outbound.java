package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What goes out on a connection: answers, and the way to part.
 *
 * <p>Parting: a server that closes a socket on which bytes are still unread makes the kernel send a
 * reset, and a reset destroys what the client has not read yet, which is the answer. So we close
 * our half only, go on reading what nobody wants, and close the rest when the client does, or when
 * it took too long or sent too much.
 *
 * <p>Threading: on the loop.
 */
// A write that fails makes the channel inactive, and that is where everyone looks.
@SuppressWarnings("FutureReturnValueIgnored")
final class Outbound {
  private static final long LONGEST_PARTING_NANOS = 10_000_000_000L;
  private static final long LONGEST_WHILE_DRAINING_NANOS = 1_000_000_000;
  private static final long MOST_DRAINED = 256L * 1024 * 1024;
  private static final ByteBuf CONTINUE =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));

  private final SocketChannel channel;
  private final ResponseWriter writer;
  private final RequestDecoder drain;
  private final Runnable onParting;
  private int unfinished;
  private long finishedAt = System.nanoTime();
  private boolean parting;
  private long partingSince;

  Outbound(SocketChannel channel, ResponseWriter writer, RequestDecoder drain, Runnable onParting) {
    this.channel = channel;
    this.writer = writer;
    this.drain = drain;
    this.onParting = onParting;
  }

  /** Tells the client to send its body. */
  void goOn() {
    channel.writeAndFlush(CONTINUE.duplicate(), channel.voidPromise());
  }

  /** Sends an answer after which the connection stays. */
  void answer(HttpResponse response, boolean head, boolean http10) {
    ByteBuf first = writer.write(channel.alloc(), response, !head, true, http10);
    boolean inOne = head || response.body().length <= ResponseWriter.COPIED_BODY;
    if (inOne) {
      channel.writeAndFlush(first, channel.voidPromise());
    } else {
      sendApart(first, response);
    }
  }

  /** Sends the last answer, then parts. */
  void answerAndPart(HttpResponse response, boolean head) {
    answerLast(response, head).addListener(done -> part());
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
    if (channel.isActive() && !parting) {
      parting = true;
      partingSince = System.nanoTime();
      onParting.run();
      channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** Closes the connection if the client does not part from us. */
  void closeIfOverdue(long now, boolean draining) {
    long longest = draining ? LONGEST_WHILE_DRAINING_NANOS : LONGEST_PARTING_NANOS;
    if (parting && (now - partingSince > longest || drain.drained() > MOST_DRAINED)) {
      close();
    }
  }

  /** Whether the last answer has gone, and only the client's end is waited for. */
  boolean isParting() {
    return parting;
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
    return inOne ? channel.writeAndFlush(first) : sendApart(first, response);
  }

  private ChannelFuture sendApart(ByteBuf first, HttpResponse response) {
    ChannelPromise finished = channel.newPromise();
    finished.addListener(done -> {
      unfinished--;
      finishedAt = System.nanoTime();
    });
    unfinished++;
    channel.write(first, channel.voidPromise());
    return channel.writeAndFlush(Unpooled.wrappedBuffer(response.body()), finished);
  }
}
