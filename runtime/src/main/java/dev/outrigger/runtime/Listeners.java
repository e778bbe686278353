package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Who wants to hear of a cancellation, once. Whoever takes a listener out is the one that calls it.
 *
 * <p>Threading: from any thread, a loop's own included; nobody waits for anybody.
 */
final class Listeners {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final Registration NOTHING = () -> {};

  private final AtomicLong last = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Consumer<Cancellation>> all =
      new ConcurrentSkipListMap<>();

  /** In line, unless {@link #tell} has passed already: then the caller has to see to it. */
  long add(Consumer<Cancellation> listener) {
    long number = last.incrementAndGet();
    all.put(number, listener);
    return number;
  }

  /** Whether it was still in line. */
  boolean remove(long number) {
    return all.remove(number) != null;
  }

  Registration registration(long number) {
    return () -> all.remove(number);
  }

  static Registration none() {
    return NOTHING;
  }

  void tell(Cancellation why) {
    for (Map.Entry<Long, Consumer<Cancellation>> next = all.pollFirstEntry();
        next != null;
        next = all.pollFirstEntry()) {
      tell(next.getValue(), why);
    }
  }

  /** The others must hear of it all the same. */
  static void tell(Consumer<Cancellation> listener, Cancellation why) {
    try {
      listener.accept(why);
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "a listener for a cancellation failed", bug);
    }
  }
}
