package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Dialogue;
import dev.outrigger.bench.load.WrongAnswerException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/**
 * Streams of one HTTP/2 connection, frame by frame and by hand: a client's full codec would take
 * more time than the servers do. The fields of a request go into the server's table with the first
 * one, as a client of its own would have it; of an answer's, only {@code :status} is looked at,
 * which every server sends first and as number 8 of the static table.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what can't be written shows as a closed connection
final class Http2Dialogue implements Dialogue {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS_AND_STREAM = 5;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;
  private static final int STATUS_200 = 0x88;

  // GET, http, and the four fields that the first request has put into the table.
  private static final byte[] NEXT = {
    (byte) 0x82, (byte) 0x86, (byte) 0xc1, (byte) 0xc0, (byte) 0xbf, (byte) 0xbe
  };
  private static final ByteBuf FIRST = first();

  private int nextStream = 1;
  private boolean ready;
  private long bodies;
  private long ended;

  private static ByteBuf first() {
    ByteBuf fields = Unpooled.buffer().writeBytes(NEXT, 0, 2);
    literal(fields, 0x44, "/hello");
    literal(fields, 0x41, "localhost");
    literal(fields, 0x40 | 58, "outrigger-bench");
    literal(fields, 0x40 | 19, "*/*");
    return Unpooled.unreleasableBuffer(fields);
  }

  private static void literal(ByteBuf fields, int name, String value) {
    fields.writeByte(name).writeByte(value.length());
    fields.writeCharSequence(value, StandardCharsets.US_ASCII);
  }

  @Override
  public ByteBuf greeting() {
    ByteBuf out = Unpooled.directBuffer().writeBytes(PREFACE);
    frame(out, 6, SETTINGS, 0, 0).writeShort(2).writeInt(0);
    return frame(out, 4, WINDOW_UPDATE, 0, 0).writeInt(1 << 30);
  }

  @Override
  public ByteBuf ask(int count) {
    ByteBuf out = Unpooled.directBuffer((HEAD + NEXT.length) * count + 64);
    for (int i = 0; i < count; i++) {
      boolean isFirst = nextStream == 1;
      int length = isFirst ? FIRST.readableBytes() : NEXT.length;
      frame(out, length, HEADERS, END_HEADERS_AND_STREAM, nextStream);
      if (isFirst) {
        out.writeBytes(FIRST, 0, length);
      } else {
        out.writeBytes(NEXT);
      }
      nextStream += 2;
    }
    return out;
  }

  @Override
  public int hear(ChannelHandlerContext context, ByteBuf in) throws WrongAnswerException {
    int answers = 0;
    while (in.readableBytes() >= HEAD) {
      int start = in.readerIndex();
      int length = in.getUnsignedMedium(start);
      if (in.readableBytes() < HEAD + length) {
        break;
      }
      answers += take(context, in, start + HEAD, length);
      in.skipBytes(HEAD + length);
    }
    return answers;
  }

  private int take(ChannelHandlerContext context, ByteBuf in, int payload, int length)
      throws WrongAnswerException {
    int type = in.getUnsignedByte(payload - 6);
    int flags = in.getUnsignedByte(payload - 5);
    return switch (type) {
      case HEADERS -> {
        checkStatus(in, payload, flags);
        yield ended(flags);
      }
      case DATA -> {
        checkBody(in, payload, length);
        yield ended(flags);
      }
      case SETTINGS -> (flags & ACK) == 0 ? settled(context) : 0;
      case PING -> (flags & ACK) == 0 ? pong(context, in.slice(payload, length)) : 0;
      case RST_STREAM, GOAWAY ->
          throw new WrongAnswerException(
              "a frame of type " + type + ": " + ByteBufUtil.hexDump(in, payload, length));
      default -> 0;
    };
  }

  private static void checkStatus(ByteBuf in, int payload, int flags) throws WrongAnswerException {
    int field = payload + ((flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH);
    // The change of its table's size, with which a server may begin.
    if ((in.getUnsignedByte(field) & 0xe0) == 0x20) {
      boolean isLong = (in.getUnsignedByte(field++) & 0x1f) == 0x1f;
      while (isLong) {
        isLong = in.getUnsignedByte(field++) >= 0x80;
      }
    }
    if ((flags & PADDED) != 0 || in.getUnsignedByte(field) != STATUS_200) {
      throw new WrongAnswerException(
          "a head that is not of status 200, or padded: "
              + ByteBufUtil.hexDump(in, payload, Math.min(in.writerIndex() - payload, 64)));
    }
  }

  private void checkBody(ByteBuf in, int payload, int length) throws WrongAnswerException {
    ByteBuf body = Requests.HELLO.body();
    if (length == 0) {
      return;
    }
    if (length != body.readableBytes() || !ByteBufUtil.equals(in, payload, body, 0, length)) {
      throw new WrongAnswerException("a body of other bytes than it should have");
    }
    bodies++;
  }

  private int ended(int flags) throws WrongAnswerException {
    if ((flags & END_STREAM) == 0) {
      return 0;
    }
    ended++;
    if (bodies < ended) {
      throw new WrongAnswerException("a stream ended without a body");
    }
    return 1;
  }

  private int settled(ChannelHandlerContext context) {
    context.writeAndFlush(
        frame(Unpooled.directBuffer(HEAD), 0, SETTINGS, ACK, 0), context.voidPromise());
    boolean isFirst = !ready;
    ready = true;
    return isFirst ? 1 : 0;
  }

  private static int pong(ChannelHandlerContext context, ByteBuf data) {
    ByteBuf pong = frame(Unpooled.directBuffer(), data.readableBytes(), PING, ACK, 0);
    context.writeAndFlush(pong.writeBytes(data), context.voidPromise());
    return 0;
  }

  private static ByteBuf frame(ByteBuf out, int length, int type, int flags, int stream) {
    return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }
}
