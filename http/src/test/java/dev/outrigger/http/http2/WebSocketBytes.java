package dev.outrigger.http.http2;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The frames of a WebSocket's client, made and read by hand. */
final class WebSocketBytes {
  static final int TEXT = 0x81;
  static final int BINARY = 0x82;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8a;
  static final int COMPRESSED = 0x40;

  /** The request of a handshake over HTTP/1.1. */
  static final String HANDSHAKE =
      String.join(
          "\r\n",
          "GET /chat HTTP/1.1",
          "Host: test",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "",
          "");

  private WebSocketBytes() {}

  /** A frame as the server sent it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int first, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a Close. */
    int code() {
      return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }
  }

  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words);
    return frame(CLOSE, payload.array());
  }

  /** A frame whose mask changes nothing, which spares the leak detector a record for each byte. */
  static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 65536) {
      out.write(0x80 | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      out.write(0x80 | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  static Frame read(DataInputStream in) throws IOException {
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
  static byte[] deflated(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] out = new byte[2 * text.length() + 64];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - 4);
  }

  static String inflated(byte[] payload, int longest) throws DataFormatException {
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
