package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to hear of a cancellation, once. Whoever takes a listener out is the one that calls it.
 *
 * <p>A stack of links, since most come and go as scopes nest: the last that came goes first. One
 * that goes from the middle leaves its link empty, and when as many have done so as were left at
 * the last look, the empty ones are taken out. Only empty links are ever passed over, and no link
 * is filled again, so two that clean up at once can bring an empty one back but lose none.
 *
 * <p>Threading: from any thread, a loop's own included; nobody waits for anybody.
 */
final class Listeners {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final Registration NOTHING = () -> {};
  private static final int CLEAN_AT_LEAST = 32;

  private final AtomicReference<@Nullable Link> top = new AtomicReference<>();
  private final AtomicInteger emptied = new AtomicInteger();
  private volatile int cleanAt = CLEAN_AT_LEAST;

  /** One listener, until it is taken. */
  private static final class Link extends AtomicReference<@Nullable Consumer<Cancellation>>
      implements Registration {
    private static final long serialVersionUID = 1L;

    private final transient Listeners home;
    private transient volatile @Nullable Link below;

    Link(Listeners home, Consumer<Cancellation> listener) {
      super(listener);
      this.home = home;
    }

    @Override
    public void close() {
      home.remove(this);
    }

    boolean isEmpty() {
      return get() == null;
    }
  }

  /** In line, unless {@link #tell} has passed already: then the caller has to see to it. */
  Registration add(Consumer<Cancellation> listener) {
    Link link = new Link(this, listener);
    Link seen;
    do {
      seen = top.get();
      link.below = seen;
    } while (!top.compareAndSet(seen, link));
    return link;
  }

  /** Takes out what {@link #add} gave; whether it was still in line. */
  boolean remove(Registration registration) {
    Link link = (Link) registration;
    if (link.getAndSet(null) == null) {
      return false;
    }
    if (!top.compareAndSet(link, link.below) && emptied.incrementAndGet() >= cleanAt) {
      clean();
    }
    return true;
  }

  private void clean() {
    emptied.set(0);
    int left = 0;
    for (Link link = top.get(); link != null; link = link.below) {
      left++;
      Link next = link.below;
      while (next != null && next.isEmpty()) {
        next = next.below;
      }
      link.below = next;
    }
    cleanAt = Math.max(CLEAN_AT_LEAST, left);
  }

  static Registration none() {
    return NOTHING;
  }

  /**
   * The first that came hears of it first.
   *
   * @param next takes the scopes inside that are cancelled by it and have yet to tell theirs
   */
  void tell(Cancellation why, Deque<Scope> next) {
    ArrayDeque<Link> line = new ArrayDeque<>();
    for (Link link = top.getAndSet(null); link != null; link = link.below) {
      if (!link.isEmpty()) {
        line.push(link);
      }
    }
    for (Link link : line) {
      Consumer<Cancellation> listener = link.getAndSet(null);
      if (listener instanceof Scope.Child(Scope inside)) {
        if (inside.mark(why)) {
          next.add(inside);
        }
      } else if (listener != null) {
        tell(listener, why);
      }
    }
  }

  /** The others must hear of it all the same. */
  static void tell(Consumer<Cancellation> listener, Cancellation why) {
    try {
      listener.accept(why);
    } catch (RuntimeException | Error bug) {
      // Not here, which may be a loop's own thread: loggers have locks.
      Thread.ofPlatform()
          .daemon()
          .name("outrigger-log")
          .start(() -> LOG.log(Level.ERROR, "a listener for a cancellation failed", bug));
    }
  }
}
