package dev.outrigger.pool.logging;

import dev.outrigger.pool.wire.ProtocolException;
import java.lang.System.Logger.Level;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One log record on its way from a worker to its parent: the severity of its level, then three
 * texts, each after its length.
 *
 * @param logger name of the logger
 * @param thrown stack trace of what was thrown; empty: nothing was
 */
public record LogNote(Level level, String logger, String message, String thrown) {
  private static final int LONGEST = 16 << 10;
  private static final List<Level> LEVELS =
      List.of(Level.ERROR, Level.WARNING, Level.INFO, Level.DEBUG, Level.TRACE);

  /** Cuts texts that are too long for a log. */
  public LogNote {
    logger = cut(logger);
    message = cut(message);
    thrown = cut(thrown);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** As it travels. */
  public byte[] bytes() {
    byte[][] texts = {utf8(logger), utf8(message), utf8(thrown)};
    ByteBuffer out =
        ByteBuffer.allocate(4 * 4 + texts[0].length + texts[1].length + texts[2].length);
    out.putInt(level.getSeverity());
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #bytes} wrote. */
  public static LogNote of(ByteBuffer in) throws ProtocolException {
    try {
      return new LogNote(level(in.getInt()), text(in), text(in), text(in));
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a log record that ends too early");
    }
  }

  private static Level level(int severity) {
    return LEVELS.stream()
        .filter(level -> severity >= level.getSeverity())
        .findFirst()
        .orElse(Level.TRACE);
  }

  private static String text(ByteBuffer in) throws ProtocolException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new ProtocolException("a log record with a text of " + length + " bytes");
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return StandardCharsets.UTF_8.decode(part).toString();
  }
}
