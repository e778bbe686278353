package dev.outrigger.pool.codec;

import dev.outrigger.pool.Codec;
import dev.outrigger.pool.SharedArray;
import dev.outrigger.pool.wording.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The user's own codec, whose failures of all kinds become ours. */
public final class ForeignCodec {
  private ForeignCodec() {}

  /** One of this class; the worker makes its own, with the same words if it can't. */
  public static Codec make(Class<?> type) {
    try {
      return (Codec) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "codec: the constructor of %s failed with %s"
              .formatted(type.getName(), Told.of(e.getCause() == null ? e : e.getCause())),
          e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "codec: %s must be a public class that implements Codec and has a public constructor without arguments (%s)"
              .formatted(type.getName(), e),
          e);
    }
  }

  static boolean takes(Object value, Rules rules) {
    return rules.codec().isPresent()
        && !(value instanceof SharedArray<?>)
        && !(value instanceof Throwable)
        && rules.codec().get().takes(value);
  }

  static ByteBuffer write(Object value, Rules rules) throws UnsendableException {
    Codec codec = rules.codec().orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      codec.write(value, out);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UnsendableException(
          "the codec %s can't write a %s: %s"
              .formatted(codec.getClass().getName(), Culprit.typeName(value), Told.of(e)),
          e);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  static @Nullable Object read(ByteBuffer part, Trust trust, Rules rules)
      throws IOException, ClassNotFoundException {
    Codec codec =
        rules
            .codec()
            .orElseThrow(() -> new IOException("a value by a codec, but there is none here"));
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    try {
      return codec.read(new ByteArrayInputStream(bytes), trust.loader());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new UnreadableException(
          "the codec %s failed with %s".formatted(codec.getClass().getName(), Told.of(e)), e);
    }
  }
}
