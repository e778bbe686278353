package dev.outrigger.http.http1;

import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.pace.Uptake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer that is written while it goes, on its way out of an HTTP/1.1 connection: in chunks, or
 * as it is where its length was declared or the client reads to the end of the connection.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails makes the channel inactive
final class Sending {
  private final Channel channel;
  private final ResponseWriter writer;
  private final Uptake uptake;
  private final WrittenAnswer answer;
  private final boolean chunked;
  private final boolean keepsConnection;

  /**
   * Sends the header.
   *
   * @param keepsConnection whether the connection may stay afterwards
   */
  Sending(
      Channel channel,
      ResponseWriter writer,
      Uptake uptake,
      WrittenAnswer answer,
      boolean http10,
      boolean keepsConnection) {
    this.channel = channel;
    this.writer = writer;
    this.uptake = uptake;
    this.answer = answer;
    this.chunked = answer.length() < 0 && !http10;
    // Without a length, an old client takes the end of the connection for the end of the answer.
    this.keepsConnection = keepsConnection && (chunked || answer.length() >= 0);
    channel.write(
        writer.head(channel.alloc(), answer.response(), this.keepsConnection, http10),
        channel.voidPromise());
  }

  /** Whether the client was told that the connection stays. */
  boolean keepsConnection() {
    return keepsConnection;
  }

  /** Sends what has been written so far. */
  void push() {
    for (ByteBuf part = answer.next(); part != null; part = answer.next()) {
      int size = part.readableBytes();
      uptake.sends(size);
      if (chunked) {
        channel.write(ascii(Integer.toHexString(size) + "\r\n"), channel.voidPromise());
      }
      channel.write(part).addListener(written -> answer.gone(size, written.isSuccess()));
      if (chunked) {
        channel.write(ascii("\r\n"), channel.voidPromise());
      }
    }
    channel.flush();
  }

  /** Sends the rest. */
  void end(List<String> trailers, ChannelPromise finished) {
    push();
    ByteBuf end = chunked ? writer.end(channel.alloc(), trailers) : channel.alloc().buffer(0);
    channel.writeAndFlush(end, finished);
  }

  private ByteBuf ascii(String text) {
    return channel
        .alloc()
        .directBuffer(text.length())
        .writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
