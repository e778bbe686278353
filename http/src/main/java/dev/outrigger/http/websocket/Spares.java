package dev.outrigger.http.websocket;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Codecs that wait for their next use: they hold memory outside of the heap and are dear to make.
 * Few are kept; tasks of a loop use one at a time.
 *
 * <p>Threading: by anyone.
 */
final class Spares<T> {
  private static final int MOST = 2 * Runtime.getRuntime().availableProcessors();

  private final Supplier<T> make;
  private final Consumer<T> clean;
  private final Consumer<T> end;
  private final ConcurrentLinkedQueue<T> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  Spares(Supplier<T> make, Consumer<T> clean, Consumer<T> end) {
    this.make = make;
    this.clean = clean;
    this.end = end;
  }

  T borrow() {
    T spare = kept.poll();
    if (spare == null) {
      return make.get();
    }
    count.decrementAndGet();
    return spare;
  }

  void giveBack(T codec) {
    if (count.incrementAndGet() > MOST) {
      count.decrementAndGet();
      end.accept(codec);
      return;
    }
    clean.accept(codec);
    kept.add(codec);
  }
}
