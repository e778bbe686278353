package dev.outrigger.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Requests over HTTP/1.1, each the same, and answers that say their length or come in chunks. */
public final class Http1Dialogue implements Dialogue {
  private static final AsciiString STATUS = AsciiString.cached("HTTP/1.1 200");
  private static final AsciiString LENGTH = AsciiString.cached("content-length:");
  private static final AsciiString CHUNKED = AsciiString.cached("transfer-encoding: chunked");

  private final Http1Request request;
  private final ByteBuffer body;
  private final int bodyLength;
  private final Chunks chunks = new Chunks();
  // Where the answer has been read to: a line of its head (none yet: 0), or a byte of its body.
  private int line;
  private boolean lengthSeen;
  private boolean chunked;
  private boolean inBody;
  private int at;

  /** For one connection. */
  public Http1Dialogue(Http1Request request) {
    this.request = request;
    this.body = request.body().nioBuffer();
    this.bodyLength = body.remaining();
  }

  @Override
  public ByteBuf greeting() {
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  public ByteBuf ask(int count) {
    return request.bytes().slice(0, request.length() * count);
  }

  @Override
  public int hear(ChannelHandlerContext context, ByteBuf in) throws WrongAnswerException {
    int answers = 0;
    while (in.isReadable() && (inBody || readHead(in))) {
      boolean complete = chunked ? readChunks(in) : readBody(in);
      if (!complete) {
        return answers;
      }
      at = 0;
      inBody = false;
      chunked = false;
      answers++;
    }
    return answers;
  }

  private boolean readBody(ByteBuf in) throws WrongAnswerException {
    take(in, Math.min(in.readableBytes(), bodyLength - at));
    return at == bodyLength;
  }

  private boolean readChunks(ByteBuf in) throws WrongAnswerException {
    int next = chunks.next(in);
    while (next > 0 && in.isReadable()) {
      int part = Math.min(in.readableBytes(), next);
      if (part > bodyLength - at) {
        throw new WrongAnswerException("more than " + bodyLength + " bytes of body");
      }
      take(in, part);
      chunks.taken(part);
      next = chunks.next(in);
    }
    if (next == 0 && at < bodyLength) {
      throw new WrongAnswerException(at + " bytes of body instead of " + bodyLength);
    }
    return next == 0;
  }

  private void take(ByteBuf in, int part) throws WrongAnswerException {
    // By the JDK's own comparison, which takes many bytes at once.
    if (body.slice(at, part).mismatch(in.nioBuffer(in.readerIndex(), part)) >= 0) {
      throw new WrongAnswerException("a body has other bytes than it should from " + at + " on");
    }
    in.skipBytes(part);
    at += part;
  }

  private boolean readHead(ByteBuf in) throws WrongAnswerException {
    for (int length = in.bytesBefore((byte) '\n');
        length >= 0;
        length = in.bytesBefore((byte) '\n')) {
      if (length <= 1) {
        endHead(in, length);
        return true;
      }
      readLine(in, length);
    }
    return false;
  }

  private void readLine(ByteBuf in, int length) throws WrongAnswerException {
    int start = in.readerIndex();
    if (line == 0 && !matches(in, start, STATUS)) {
      throw new WrongAnswerException("'" + text(in, start, length) + "' instead of " + STATUS);
    }
    if (line > 0 && length > LENGTH.length() && matches(in, start, LENGTH)) {
      String value = text(in, start + LENGTH.length(), length - LENGTH.length()).trim();
      if (!value.equals(Integer.toString(bodyLength))) {
        throw new WrongAnswerException(value + " bytes of body instead of " + bodyLength);
      }
      lengthSeen = true;
    } else if (line > 0 && length > CHUNKED.length() && matches(in, start, CHUNKED)) {
      chunked = true;
    }
    line++;
    in.skipBytes(length + 1);
  }

  private void endHead(ByteBuf in, int length) throws WrongAnswerException {
    if (!lengthSeen && !chunked) {
      throw new WrongAnswerException("an answer does not say its length");
    }
    in.skipBytes(length + 1);
    line = 0;
    lengthSeen = false;
    inBody = true;
  }

  private static boolean matches(ByteBuf in, int start, AsciiString text) {
    for (int i = 0; i < text.length(); i++) {
      // Letters differ by this bit in their case; what else is in the texts has it set.
      if ((in.getByte(start + i) | 0x20) != (text.byteAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static String text(ByteBuf in, int start, int length) {
    return in.toString(start, length, StandardCharsets.US_ASCII).strip();
  }
}
