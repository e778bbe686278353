package dev.outrigger.pool.link;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written, and who must write them. A thread that puts a frame in line
 * looks afterwards whether it is the first: then it has to flush. If not, another thread has not
 * taken the one before it out yet, and will find this one when it has.
 *
 * <p>A frame of several buffers is one element. Else a writer that is quick might take its first
 * one, find nothing more and go, and whoever puts the second one in line would not know.
 *
 * <p>Threading: {@link #add} from anywhere, the rest by one thread at a time.
 */
final class Outgoing {
  private final Queue<ByteBuffer[]> line = new ConcurrentLinkedQueue<>();

  /** How many buffers of the first frame are written. */
  private int done;

  /** Puts a frame in line; tells whether a flush must follow. */
  @SuppressWarnings("ReferenceEquality") // two equal frames are not the same frame
  boolean add(ByteBuffer[] frame) {
    line.add(frame);
    return line.peek() == frame;
  }

  /** What is to be written next. */
  @Nullable ByteBuffer next() {
    ByteBuffer[] frame = line.peek();
    return frame == null ? null : frame[done];
  }

  /** The next one has been written. */
  void written() {
    ByteBuffer[] frame = line.element();
    done++;
    if (done == frame.length) {
      done = 0;
      line.remove();
    }
  }

  /** Nothing of this can be written any more. */
  void clear() {
    line.clear();
    done = 0;
  }
}
