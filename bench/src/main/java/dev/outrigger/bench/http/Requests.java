package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Http1Request;
import java.nio.charset.StandardCharsets;

/** What the clients ask for over HTTP/1.1. */
final class Requests {
  static final int MEGABYTE = 1 << 20;
  private static final int MOST_AT_ONCE = 16;

  static final Http1Request HELLO =
      Http1Request.get("/hello", MOST_AT_ONCE, ascii("Hello, World!"));
  static final Http1Request DOWNLOAD = Http1Request.get("/megabyte", 1, megabyte());
  static final Http1Request UPLOAD =
      Http1Request.post(
          "/length", "application/octet-stream", megabyte(), ascii(Integer.toString(MEGABYTE)));

  private Requests() {}

  /** What all servers send for it: no two parts that are close by are the same. */
  static byte[] megabyte() {
    byte[] bytes = new byte[MEGABYTE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
