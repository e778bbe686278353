package dev.outrigger.http.handover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What two servers say to each other over a Unix socket: the old one how many TCP sockets it has,
 * and at which paths it listens; the new one {@link #GIVE}; the old one the sockets, as SCM_RIGHTS
 * of unix(7) carries them; the new one which of them it does {@link #notWanted not want}, and
 * {@link #SERVING} once it listens; the old one nothing more, and closes.
 *
 * @param sockets how many listening TCP sockets follow
 * @param paths the Unix sockets that may be replaced
 */
record Greeting(int sockets, List<String> paths) {
  static final byte GIVE = 'G';
  static final byte SERVING = 'S';

  private static final int NOT_WANTED = 0x80;
  private static final int LONGEST = 64 * 1024;

  ByteBuf encoded() {
    StringBuilder text = new StringBuilder().append(sockets).append('\0');
    paths.forEach(path -> text.append(path).append('\0'));
    return Unpooled.copiedBuffer(text.append('\0'), StandardCharsets.UTF_8);
  }

  /**
   * What these bytes say; empty if some are missing.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Optional<Greeting> decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.endsWith("\0\0")) {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("it says more than a server would");
      }
      return Optional.empty();
    }
    List<String> words = List.of(text.substring(0, text.length() - 2).split("\0", -1));
    if (!words.getFirst().matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("it is no server that hands over its sockets");
    }
    return Optional.of(
        new Greeting(Integer.parseInt(words.getFirst()), words.subList(1, words.size())));
  }

  /** Says that a socket is not wanted, of the first 128 that were given. */
  static byte notWanted(int index) {
    return (byte) (NOT_WANTED | index);
  }

  /** Which socket is not wanted; empty if that is not what this says. */
  static OptionalInt notWanted(byte word) {
    return (word & NOT_WANTED) == 0
        ? OptionalInt.empty()
        : OptionalInt.of(word & ~NOT_WANTED & 0xff);
  }

  static ByteBuf word(byte which) {
    return Unpooled.wrappedBuffer(new byte[] {which});
  }
}
