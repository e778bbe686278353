package dev.outrigger.pool.codec;

import dev.outrigger.pool.wire.Definition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Knows the functions that capture nothing. Each of them has a class of its own, and what is
 * written for that class is always the same: so it is written once in the life of this process, and
 * a worker learns it once.
 *
 * <p>Threading: any thread.
 */
final class Functions {
  /** A program that makes up lambda classes without end would fill its workers with them. */
  private static final int MOST = 4096;

  private static final AtomicInteger LAST = new AtomicInteger();

  private static final ClassValue<Seen> SEEN =
      new ClassValue<>() {
        @Override
        protected Seen computeValue(Class<?> type) {
          return new Seen();
        }
      };

  private Functions() {}

  private static final class Seen {
    private volatile @Nullable Definition definition;
    private volatile boolean varies;
  }

  /** A function for a message: its definition, or else its bytes. */
  record Written(String name, Optional<Definition> definition, Serials.Written bytes) {}

  /** The number under which workers know it, if it has one. */
  static Optional<Definition> known(Object function) {
    return Optional.ofNullable(SEEN.get(function.getClass()).definition);
  }

  static Written write(Object function) throws UnsendableException {
    Serials.Written bytes = Serials.write(function);
    String name = TaskNames.of(function, bytes.lambda());
    return new Written(name, define(function, name, bytes), bytes);
  }

  private static Optional<Definition> define(
      Object function, String name, Serials.Written written) {
    Seen seen = SEEN.get(function.getClass());
    boolean alwaysTheSame =
        written.lambda().filter(lambda -> lambda.getCapturedArgCount() == 0).isPresent();
    if (seen.varies || !alwaysTheSame || LAST.get() >= MOST) {
      seen.varies = true;
      return Optional.empty();
    }
    synchronized (seen) {
      if (seen.definition == null) {
        byte[] bytes = new byte[written.bytes().remaining()];
        written.bytes().duplicate().get(bytes);
        seen.definition = new Definition(LAST.incrementAndGet(), name, bytes);
      }
      return Optional.ofNullable(seen.definition);
    }
  }
}
