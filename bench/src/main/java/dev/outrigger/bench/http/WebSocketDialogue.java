package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Dialogue;
import dev.outrigger.bench.load.Http1Request;
import dev.outrigger.bench.load.WrongAnswerException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** Text messages over a WebSocket that come back as they were. */
final class WebSocketDialogue implements Dialogue {
  private static final byte[] TEXT =
      "thirty-two letters, so it's said".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};
  private static final int FINAL_TEXT = 0x81;
  private static final ByteBuf MESSAGE = message();
  private static final ByteBuf ECHO =
      Http1Request.direct(new byte[] {(byte) FINAL_TEXT, (byte) TEXT.length}, TEXT);
  private static final ByteBuf HANDSHAKE =
      Http1Request.direct(
          """
          GET /echo HTTP/1.1
          Host: localhost
          Connection: Upgrade
          Upgrade: websocket
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

          """
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII));

  private boolean open;

  private static ByteBuf message() {
    byte[] masked = TEXT.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % MASK.length];
    }
    return Http1Request.direct(
        new byte[] {(byte) FINAL_TEXT, (byte) (0x80 | TEXT.length)}, MASK, masked);
  }

  @Override
  public ByteBuf greeting() {
    return HANDSHAKE.duplicate();
  }

  @Override
  public ByteBuf ask(int count) {
    return count == 1
        ? MESSAGE.duplicate()
        : Unpooled.wrappedBuffer(MESSAGE.duplicate(), ask(count - 1));
  }

  @Override
  public int hear(ChannelHandlerContext context, ByteBuf in) throws WrongAnswerException {
    if (!open) {
      return readHandshake(in);
    }
    int answers = 0;
    int length = ECHO.readableBytes();
    while (in.readableBytes() >= length) {
      if (!ByteBufUtil.equals(in, in.readerIndex(), ECHO, 0, length)) {
        throw new WrongAnswerException("no echo: " + ByteBufUtil.hexDump(in));
      }
      in.skipBytes(length);
      answers++;
    }
    return answers;
  }

  private int readHandshake(ByteBuf in) throws WrongAnswerException {
    String head = in.toString(StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    // What RFC 6455 says must come for this key.
    if (!head.startsWith("HTTP/1.1 101 ") || !head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
      throw new WrongAnswerException("no WebSocket: " + head);
    }
    in.skipBytes(end + 4);
    open = true;
    return 1;
  }
}
