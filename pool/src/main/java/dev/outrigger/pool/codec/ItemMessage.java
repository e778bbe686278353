package dev.outrigger.pool.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that travel in notes and nudges. Writing and reading them may run code of the user. */
public final class ItemMessage {
  /** What a note has around its values at most. */
  private static final int WRAPPING = 256;

  private ItemMessage() {}

  /** Some values after a head; fails where one can't be sent or all are too large for a frame. */
  public static byte[] write(
      ByteBuffer head, List<? extends @Nullable Object> values, Rules rules, String what)
      throws UnsendableException, TooLargeException {
    Payload out = new Payload().add(head);
    for (Object value : values) {
      Values.write(value, out, rules);
    }
    return out.join(rules.maxFrame() - WRAPPING, what);
  }

  /** The next value. */
  public static @Nullable Object read(ByteBuffer in, Trust trust, Rules rules)
      throws IOException, ClassNotFoundException {
    return Values.read(in, trust, rules);
  }

  /** A name for what runs this function, unless it was given one. */
  public static String name(Optional<String> given, Object function) {
    return given.orElseGet(() -> {
      try {
        return TaskMessage.name(function);
      } catch (UnsendableException e) {
        throw new IllegalArgumentException("it can't be sent: " + e.getMessage(), e);
      }
    });
  }
}
