package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Scope;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * So many may do something at once; the others wait in line, first come, first served.
 *
 * <p>Unlike {@link java.util.concurrent.Semaphore} it knows its total, which may change while it is
 * in use, and a permit is a thing that is given back once and by whoever holds it.
 *
 * <p>Threading: all methods from any thread. {@link #tryAcquire}, {@link Permit#close}, {@link
 * #resize} and {@link #statistics} wait for nobody, so a loop's own thread may call them.
 */
public final class Limiter {
  private final AtomicInteger borrowed = new AtomicInteger();
  private final Line line = new Line();
  private volatile int total;

  private Limiter(int total) {
    this.total = checked(total);
  }

  /**
   * A limiter with this many permits.
   *
   * @throws IllegalArgumentException below 1
   */
  public static Limiter of(int total) {
    return new Limiter(total);
  }

  /** What a limiter gave, until it is closed. Closing twice does nothing. */
  public static final class Permit implements AutoCloseable {
    private final AtomicBoolean givenBack = new AtomicBoolean();
    private final Limiter limiter;

    private Permit(Limiter limiter) {
      this.limiter = limiter;
    }

    @Override
    public void close() {
      if (givenBack.compareAndSet(false, true)) {
        limiter.giveBack();
      }
    }
  }

  /**
   * A limiter at one moment.
   *
   * @param total how many permits there are
   * @param borrowed how many are taken; more than the total for a while after it was made smaller
   * @param waiting how many wait for one
   */
  public record Statistics(int total, int borrowed, int waiting) {}

  /**
   * Runs the body with a permit, once there is one.
   *
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled before
   * @throws InterruptedException if something else interrupted the wait
   * @throws Exception what the body throws
   */
  public <T extends @Nullable Object> T run(Callable<T> body) throws Exception {
    try (Permit _ = acquire()) {
      return body.call();
    }
  }

  /**
   * Waits for a permit; whoever gets it closes it. A wait that ends without one takes none.
   *
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   */
  public Permit acquire() throws InterruptedException {
    Scope.checkpoint();
    Optional<Permit> free = tryAcquire();
    if (free.isPresent()) {
      return free.get();
    }
    Waiter waiter = line.join();
    serve();
    line.await(waiter, this);
    return new Permit(this);
  }

  /** A permit, if there is one and nobody waits for it. */
  public Optional<Permit> tryAcquire() {
    return line.isEmpty() && borrow() ? Optional.of(new Permit(this)) : Optional.empty();
  }

  /**
   * Changes how many permits there are. More are given out at once; if there are fewer now, those
   * that are taken stay so until they come back.
   *
   * @throws IllegalArgumentException below 1
   */
  public void resize(int total) {
    this.total = checked(total);
    serve();
  }

  /** How it stands. */
  public Statistics statistics() {
    return new Statistics(total, borrowed.get(), line.size());
  }

  /** What one permit of this limiter stood for is over. */
  void giveBack() {
    borrowed.decrementAndGet();
    serve();
  }

  /** Whoever finds nobody in line after it has borrowed looks once more, having given back. */
  private void serve() {
    while (!line.isEmpty() && borrow()) {
      if (!line.wakeFirst()) {
        borrowed.decrementAndGet();
      }
    }
  }

  private boolean borrow() {
    for (int taken = borrowed.get(); taken < total; taken = borrowed.get()) {
      if (borrowed.compareAndSet(taken, taken + 1)) {
        return true;
      }
    }
    return false;
  }

  private static int checked(int total) {
    if (total < 1) {
      throw new IllegalArgumentException(
          "a limiter needs at least one permit, or all would wait forever, but total was " + total);
    }
    return total;
  }

  @Override
  public String toString() {
    return "limiter, " + borrowed + " of " + total + " taken";
  }
}
