package dev.outrigger.pool.codec;

import java.io.InvalidClassException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Classes that a worker does not have, or has in another version: nothing is wrong with the task,
 * and no line of it runs.
 *
 * @param sentence what is missing, and the way out
 */
public record Misfit(String sentence) {
  private static final int MAX_CAUSES = 10;

  /** Whether this is why a task could not be read. */
  public static Optional<Misfit> in(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      Optional<Misfit> found = here(cause);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Misfit> here(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return switch (thrown) {
      case ClassNotFoundException _ -> Optional.of(missing(message));
      case NoClassDefFoundError _ -> Optional.of(missing(message.replace('/', '.')));
      case InvalidClassException e when e.classname != null ->
          Optional.of(
              new Misfit(
                  "the worker has another version of a class (%s): check classPath(…) of the pool"
                      .formatted(message)));
      default -> Optional.empty();
    };
  }

  private static Misfit missing(String type) {
    return new Misfit(
        "the worker does not find the class %s: check classPath(…) of the pool, which by default is that of this process"
            .formatted(type));
  }
}
