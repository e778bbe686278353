package dev.outrigger.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads arguments and results in place of JDK serialization, such as by a faster library
 * or as JSON; see {@link PoolBuilder#codec}. Functions and throwables, {@link SharedArray}, null,
 * strings, numbers and arrays of primitives go the pool's own way.
 *
 * <p>The class needs a public constructor without arguments, since each worker makes one of its
 * own. What a codec reads in the parent comes from a worker, which may run code that is not to be
 * trusted: the pool's allow-list does not reach into a codec, so it needs one of its own.
 *
 * <p>Threading: called by many threads at once in the parent, by one in a worker.
 */
public interface Codec {
  /** Whether it takes this value; JDK serialization takes the others. Default: it takes all. */
  default boolean takes(Object value) {
    return true;
  }

  /**
   * Writes the value; need not close the stream.
   *
   * @throws IOException if it can't: the submission is refused, or the result is a failure
   */
  void write(Object value, OutputStream out) throws IOException;

  /**
   * Reads what {@link #write} wrote; the stream ends after it.
   *
   * @param loader knows the classes of the program
   * @throws IOException if it can't: the task fails
   */
  @Nullable Object read(InputStream in, ClassLoader loader)
      throws IOException, ClassNotFoundException;
}
