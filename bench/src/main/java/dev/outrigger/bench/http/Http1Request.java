package dev.outrigger.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request over HTTP/1.1 with the body of its answer.
 *
 * @param bytes the request, several times if several are sent at once
 * @param length of one of them
 * @param body what every server answers
 */
record Http1Request(ByteBuf bytes, int length, ByteBuf body) {
  static final int MEGABYTE = 1 << 20;
  private static final int MOST_AT_ONCE = 16;
  private static final String FIELDS =
      """
      Host: localhost
      User-Agent: outrigger-bench
      Accept: */*
      """;

  static final Http1Request HELLO =
      of(MOST_AT_ONCE, direct(head("GET /hello", "")), direct(ascii("Hello, World!")));
  static final Http1Request DOWNLOAD = of(1, direct(head("GET /megabyte", "")), direct(megabyte()));
  static final Http1Request UPLOAD =
      of(
          1,
          direct(head("POST /length", "Content-Length: " + MEGABYTE + "\n"), megabyte()),
          direct(ascii(Integer.toString(MEGABYTE))));

  private static Http1Request of(int times, ByteBuf one, ByteBuf body) {
    byte[][] copies = new byte[times][one.readableBytes()];
    for (byte[] copy : copies) {
      one.getBytes(0, copy);
    }
    return new Http1Request(direct(copies), one.readableBytes(), body);
  }

  /** What all servers send for it: no two parts that are close by are the same. */
  static byte[] megabyte() {
    byte[] bytes = new byte[MEGABYTE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  private static byte[] head(String line, String more) {
    return ascii((line + " HTTP/1.1\n" + FIELDS + more + "\n").replace("\n", "\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A buffer that stays, of these bytes. */
  static ByteBuf direct(byte[]... parts) {
    ByteBuffer all =
        ByteBuffer.allocateDirect(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(all.flip()));
  }
}
