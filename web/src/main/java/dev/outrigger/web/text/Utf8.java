package dev.outrigger.web.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UTF-8, strictly: what is not, is no text, where the JDK's strings would hold marks in its place.
 */
public final class Utf8 {
  private Utf8() {}

  /** What the bytes say; empty if they are not UTF-8. */
  public static Optional<String> decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The same for some of the bytes. */
  public static Optional<String> decode(byte[] bytes, int from, int count) {
    try {
      ByteBuffer some = ByteBuffer.wrap(bytes, from, count);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(some).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
