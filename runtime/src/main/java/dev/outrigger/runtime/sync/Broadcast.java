package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One to many: each subscriber gets all that is sent after it subscribed, all in the same order,
 * each from a bounded buffer of its own and with its own policy for the case that it is slow.
 *
 * <p>The items are one list, kept once; each subscriber has a place in it. So a send costs the same
 * for each subscriber, and what all have taken is garbage.
 *
 * <p>Threading: all methods from any thread. All but {@link #send} wait for nobody, so a loop's own
 * thread may call them.
 */
public final class Broadcast<T> implements AutoCloseable {
  private final AtomicReference<Members<T>> members =
      new AtomicReference<>(new Members<>(0, List.of()));
  private final AtomicReference<Node<T>> tail = new AtomicReference<>(Node.origin());

  private record Members<T>(long lastNumber, List<Subscription<T>> all) {}

  /** One that nobody listens to yet. */
  public Broadcast() {}

  /**
   * A new subscriber. A send that is under way at this moment may reach it or not.
   *
   * @param capacity how many items its buffer holds, at least 1
   * @param whenSlow what happens to an item that finds the buffer full
   */
  public Subscription<T> subscribe(int capacity, WhenSlow whenSlow) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a subscriber needs room for at least one item, but capacity was " + capacity);
    }
    while (true) {
      Members<T> before = members.get();
      long number = before.lastNumber + 1;
      Subscription<T> made = new Subscription<>(this, number, capacity, whenSlow, last());
      List<Subscription<T>> all = new ArrayList<>(before.all);
      all.add(made);
      if (members.compareAndSet(before, new Members<>(number, List.copyOf(all)))) {
        return made;
      }
    }
  }

  /**
   * Sends to all who have subscribed, once those that are to be waited for have room. A send that
   * is cancelled reaches nobody.
   *
   * @throws BroadcastEndedException if the broadcast is closed, before or while it waits
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   */
  public void send(T item) throws InterruptedException {
    Scope.checkpoint();
    Members<T> to = members.get();
    List<Limiter.Permit> room = new ArrayList<>();
    try {
      for (Subscription<T> each : to.all) {
        if (each.makesSendersWait()) {
          room.add(each.room().acquire());
        }
      }
      append(to, Objects.requireNonNull(item));
    } catch (Throwable e) {
      room.forEach(Limiter.Permit::close);
      throw e;
    }
  }

  /**
   * Sends if nobody has to be waited for.
   *
   * @return false: a subscriber that is to be waited for has no room, and nobody got it
   * @throws BroadcastEndedException if the broadcast is closed
   */
  public boolean trySend(T item) {
    Members<T> to = members.get();
    List<Limiter.Permit> room = new ArrayList<>();
    boolean sent = false;
    try {
      for (Subscription<T> each : to.all) {
        if (each.makesSendersWait()) {
          Optional<Limiter.Permit> one = each.room().tryAcquire();
          if (one.isEmpty()) {
            return false;
          }
          room.add(one.get());
        }
      }
      append(to, Objects.requireNonNull(item));
      sent = true;
      return true;
    } finally {
      if (!sent) {
        room.forEach(Limiter.Permit::close);
      }
    }
  }

  private void append(Members<T> to, T item) {
    while (true) {
      Node<T> last = last();
      if (last.end() != null) {
        throw new BroadcastEndedException(
            "nothing can be sent any more: the broadcast is closed", last.end().cause());
      }
      if (attach(last, last.followedByItem(to.lastNumber, item))) {
        return;
      }
    }
  }

  /** No more will be sent; what was is still received. Closing twice does nothing. */
  @Override
  public void close() {
    end(Node.End.ORDINARY);
  }

  /**
   * No more will be sent, for this reason: subscribers that have taken what was sent before get it
   * as the cause of a {@link BroadcastEndedException}.
   */
  public void closeWith(Throwable error) {
    end(new Node.End("the broadcast was closed with an error: " + error, error));
  }

  private void end(Node.End why) {
    while (true) {
      Node<T> last = last();
      if (last.end() != null || attach(last, last.followedByEnd(why))) {
        return;
      }
    }
  }

  private boolean attach(Node<T> last, Node<T> next) {
    if (!last.append(next)) {
      return false;
    }
    boolean _ = tail.compareAndSet(last, next);
    members.get().all.forEach(each -> each.tell(next));
    return true;
  }

  private Node<T> last() {
    Node<T> last = tail.get();
    for (@Nullable Node<T> next = last.next(); next != null; next = last.next()) {
      boolean _ = tail.compareAndSet(last, next);
      last = next;
    }
    return last;
  }

  /** How many have subscribed. */
  public int subscribers() {
    return members.get().all.size();
  }

  void remove(Subscription<T> gone) {
    members.updateAndGet(before -> {
      List<Subscription<T>> all = new ArrayList<>(before.all);
      return all.remove(gone) ? new Members<>(before.lastNumber, List.copyOf(all)) : before;
    });
  }

  @Override
  public String toString() {
    return "broadcast to " + subscribers();
  }
}
