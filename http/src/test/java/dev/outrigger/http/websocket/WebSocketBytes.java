package dev.outrigger.http.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The frames of a WebSocket's client, made and read by hand. */
public final class WebSocketBytes {
  public static final int TEXT = 0x81;
  public static final int BINARY = 0x82;
  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  public static final int PONG = 0x8a;
  public static final int COMPRESSED = 0x40;

  private WebSocketBytes() {}

  /** The request of a handshake over HTTP/1.1. */
  public static String handshake(String... fields) {
    return "GET /chat HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + Stream.of(fields).map(field -> field + "\r\n").collect(Collectors.joining())
        + "\r\n";
  }

  /** A frame as the server sent it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int first, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int opcode() {
      return first & 0xf;
    }

    /** The code of a Close. */
    public int code() {
      return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }
  }

  public static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] close(int code, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words);
    return frame(CLOSE, payload.array());
  }

  /** A frame whose mask changes nothing, which spares the leak detector a record for each byte. */
  public static byte[] frame(int first, byte[] payload) {
    return masked(first, payload, new byte[4]);
  }

  /** A frame, its payload masked by these four bytes. */
  public static byte[] masked(int first, byte[] payload, byte[] mask) {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= mask[i % 4];
    }
    ByteArrayOutputStream out = head(first, 0x80, payload.length);
    out.writeBytes(mask);
    out.writeBytes(masked);
    return out.toByteArray();
  }

  /** A frame without a mask, which a client may not send. */
  public static byte[] unmasked(int first, byte[] payload) {
    ByteArrayOutputStream out = head(first, 0, payload.length);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static ByteArrayOutputStream head(int first, int mark, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (length < 126) {
      out.write(mark | length);
    } else if (length < 65536) {
      out.write(mark | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
    } else {
      out.write(mark | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    return out;
  }

  /** The next frame of a server. */
  public static Frame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length > 127) {
      throw new AssertionError("a server does not mask");
    }
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new Frame(first, payload);
  }

  /** As permessage-deflate has it. */
  public static byte[] deflated(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] out = new byte[2 * text.length() + 64];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - 4);
  }

  public static String inflated(byte[] payload, int longest) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    byte[] whole = Arrays.copyOf(payload, payload.length + 4);
    whole[whole.length - 1] = (byte) 0xff;
    whole[whole.length - 2] = (byte) 0xff;
    inflater.setInput(whole);
    byte[] out = new byte[longest];
    int length = inflater.inflate(out);
    inflater.end();
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
