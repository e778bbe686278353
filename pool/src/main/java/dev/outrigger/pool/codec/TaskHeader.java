package dev.outrigger.pool.codec;

import dev.outrigger.pool.wire.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands before the arguments of a task, read without any code of the user. The first two
 * fields are written when the task is sent ({@link #head}), the others when it is submitted.
 *
 * @param function number of a function that was defined before, or 0
 * @param remaining what was left of its deadline when it was sent
 * @param name as given; empty: that of its function
 * @param context what its caller wants it to know, such as the trace that it belongs to
 * @param nested whether its answer is for a worker
 */
public record TaskHeader(
    int function,
    Optional<Duration> remaining,
    Optional<String> name,
    Map<String, String> context,
    boolean nested) {
  /** Bytes of {@link #head}. */
  public static final int HEAD = 12;

  private static final int NAMED = 1;
  private static final int WITH_CONTEXT = 2;
  private static final int NESTED = 4;
  private static final int MOST_CONTEXT = 255;

  /** The part that is written when the task is sent. */
  public static byte[] head(int function, long remainingNanos) {
    return ByteBuffer.allocate(HEAD).putInt(function).putLong(remainingNanos).array();
  }

  /** The part that is written when it is submitted. */
  static void write(Optional<String> name, Map<String, String> context, Payload out) {
    write(0, name, context, out);
  }

  /** The same for a task that a worker submits. */
  static void writeNested(String name, Map<String, String> context, Payload out) {
    write(NESTED, Optional.of(name), context, out);
  }

  private static void write(
      int flags, Optional<String> name, Map<String, String> context, Payload out) {
    if (context.size() > MOST_CONTEXT) {
      throw new IllegalArgumentException(
          "a task's context has " + context.size() + " entries, more than " + MOST_CONTEXT);
    }
    out.addByte(flags | (name.isPresent() ? NAMED : 0) | (context.isEmpty() ? 0 : WITH_CONTEXT));
    name.ifPresent(text -> writeText(text, out));
    if (!context.isEmpty()) {
      out.addByte(context.size());
      context.forEach((key, value) -> {
        writeText(key, out);
        writeText(value, out);
      });
    }
  }

  private static void writeText(String text, Payload out) {
    out.addSized(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads it and leaves the buffer at what follows. */
  public static TaskHeader read(ByteBuffer in) throws ProtocolException {
    try {
      int function = in.getInt();
      long nanos = in.getLong();
      int flags = in.get();
      Optional<String> name = (flags & NAMED) == 0 ? Optional.empty() : Optional.of(readText(in));
      Map<String, String> context = (flags & WITH_CONTEXT) == 0 ? Map.of() : readContext(in);
      Optional<Duration> remaining =
          nanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
      return new TaskHeader(function, remaining, name, context, (flags & NESTED) != 0);
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a task without a whole header");
    }
  }

  private static Map<String, String> readContext(ByteBuffer in) throws ProtocolException {
    int count = in.get() & 0xff;
    Map<String, String> context = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      context.put(readText(in), readText(in));
    }
    return context;
  }

  private static String readText(ByteBuffer in) throws ProtocolException {
    return StandardCharsets.UTF_8.decode(Values.sized(in)).toString();
  }
}
