package dev.outrigger.pool.codec;

import dev.outrigger.pool.Progress;
import dev.outrigger.pool.wire.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a note about progress carries: done, total, and the message to the end. */
public final class ProgressMessage {
  private ProgressMessage() {}

  /** Its bytes; what UTF-8 has no form for becomes a question mark. */
  public static byte[] encode(Progress progress) {
    byte[] text = progress.message().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(16 + text.length)
        .putLong(progress.done())
        .putLong(progress.total())
        .put(text)
        .array();
  }

  /** The same again; runs no code of the user. */
  public static Progress decode(ByteBuffer body) throws ProtocolException {
    try {
      return new Progress(
          body.getLong(), body.getLong(), StandardCharsets.UTF_8.decode(body).toString());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new ProtocolException("a note about progress that makes no sense");
    }
  }
}
