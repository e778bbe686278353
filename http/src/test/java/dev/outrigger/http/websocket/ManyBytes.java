package dev.outrigger.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** For fuzz.py: what Python would do byte by byte. A character is a byte. */
public final class ManyBytes {
  private ManyBytes() {}

  /** As RFC 6455, 5.3, with the data beginning so far inside its frame. */
  public static String mask(String data, String mask, int start) {
    byte[] bytes = data.getBytes(ISO_8859_1);
    byte[] key = mask.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= key[(start + i) & 3];
    }
    return new String(bytes, ISO_8859_1);
  }

  /** Whether none is above 127. */
  public static boolean areAscii(String data) {
    return data.chars().allMatch(c -> c < 128);
  }
}
