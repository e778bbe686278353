package dev.outrigger.web.forms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8, strictly. */
final class Text {
  private Text() {}

  /**
   * What the bytes say.
   *
   * @param whose begins the sentence for a client whose bytes are not UTF-8
   */
  static String decode(byte[] bytes, int from, int count, String whose) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, count))
          .toString();
    } catch (CharacterCodingException e) {
      throw Refused.malformed(whose + " is not UTF-8");
    }
  }
}
