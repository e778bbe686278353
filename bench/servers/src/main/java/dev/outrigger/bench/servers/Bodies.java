package dev.outrigger.bench.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the clients expect, and how a body of theirs is counted. */
final class Bodies {
  static final byte[] HELLO = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
  static final byte[] MEGABYTE = megabyte();

  private Bodies() {}

  private static byte[] megabyte() {
    byte[] bytes = new byte[1 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  static byte[] length(long length) {
    return Long.toString(length).getBytes(StandardCharsets.US_ASCII);
  }

  static long count(InputStream body) throws IOException {
    byte[] part = new byte[16 * 1024];
    long length = 0;
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      length += read;
    }
    return length;
  }
}
