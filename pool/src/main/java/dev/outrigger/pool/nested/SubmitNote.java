package dev.outrigger.pool.nested;

import dev.outrigger.pool.wire.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A task asks its pool to run another one.
 *
 * @param number names the child among those of this task
 * @param deadline its own, from now on; that of its parent counts as well
 * @param body as it goes on to a worker
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SubmitNote(
    int number,
    String name,
    Optional<Duration> deadline,
    Optional<Duration> runLimit,
    Optional<Duration> grace,
    byte[] body) {
  private static final long NONE = -1;

  byte[] bytes() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + 8 + 8 + 8 + 4 + text.length + body.length)
        .putInt(number)
        .putLong(nanos(deadline))
        .putLong(nanos(runLimit))
        .putLong(nanos(grace))
        .putInt(text.length)
        .put(text)
        .put(body)
        .array();
  }

  private static long nanos(Optional<Duration> time) {
    try {
      return time.map(Duration::toNanos).orElse(NONE);
    } catch (ArithmeticException centuries) {
      return Long.MAX_VALUE;
    }
  }

  static SubmitNote of(ByteBuffer in) throws ProtocolException {
    try {
      int number = in.getInt();
      Optional<Duration> deadline = time(in.getLong());
      Optional<Duration> runLimit = time(in.getLong());
      Optional<Duration> grace = time(in.getLong());
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new ProtocolException("a nested task with a name of " + length + " bytes");
      }
      String name = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
      in.position(in.position() + length);
      byte[] body = new byte[in.remaining()];
      in.get(body);
      return new SubmitNote(number, name, deadline, runLimit, grace, body);
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a nested task without a whole header");
    }
  }

  private static Optional<Duration> time(long nanos) {
    return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
