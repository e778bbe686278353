package dev.outrigger.http.loop;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.unsent.FastLanes;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Loop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server has on one loop: its connections there, a clock that ticks for all of them, and
 * what they share.
 *
 * <p>One tick looks at every connection, so that a request costs no timer and no look at the clock.
 * It runs only while there are connections. If that fails for one of them, that one is closed, and
 * the clock goes on for the others.
 *
 * <p>Threading: everything on the loop, but for {@link #counters}.
 *
 * <p>The rule for every step on a loop's own thread: it never waits for a lock that tasks take. A
 * task is a virtual thread that only this loop can run. If another thread holds the lock and a task
 * is next in line, then the loop behind it waits for a task that waits for the loop, for ever. So
 * what steps share with other threads has no lock ({@link Admission}, {@link Counters}) or one that
 * steps never queue for ({@link BodyQueue}), and what calls foreign code, which may lock anything,
 * is done by a task: cancelling ({@link Exchange}) and logging ({@link LoopLog}).
 */
public final class ServerLoop {
  private static final long LONGEST_TICK_MILLIS = 1000;
  private static final long DRAINING_TICK_MILLIS = 50;
  private static final long HEADROOM = 32L * 1024 * 1024;
  private static final Guest[] NONE = {};
  private static final Cancellation BROKEN =
      new Cancellation(Cancellation.Source.FAILURE, "the server failed at this connection");

  /** A connection, in one of its stages. */
  public interface Guest {
    /** Called now and then, for what takes too long. */
    void tick(long now);

    /** Called now and then while the server drains. */
    void tickWhileDraining(long now);

    /** The server goes down now. */
    void abort(Cancellation why);

    /** One of the above has thrown, so nothing is certain any more: closes the connection. */
    default void fail(Cancellation why) {
      abort(why);
    }
  }

  private final Loop loop;
  private final EventLoop netty;
  private final HttpHandler handler;
  private final Limits limits;
  private final Admission admission;
  private final Counters counters = new Counters();
  private final HttpDate date = new HttpDate();
  private final Scratch scratch = new Scratch();
  private final FastLanes fastLanes = new FastLanes();
  private final Headroom headroom = new Headroom(HEADROOM);
  private final Set<Guest> guests = new LinkedHashSet<>();
  private final long tickMillis;
  private long now = System.nanoTime();
  private @Nullable ScheduledFuture<?> ticking;

  public ServerLoop(
      Loop loop, EventLoop netty, HttpHandler handler, Limits limits, Admission admission) {
    this.loop = loop;
    this.netty = netty;
    this.handler = handler;
    this.limits = limits;
    this.admission = admission;
    this.tickMillis = Math.clamp(shortestMillis(limits) / 4, 5, LONGEST_TICK_MILLIS);
  }

  /** The shortest time that has to be kept. */
  private static long shortestMillis(Limits limits) {
    long shortest = Math.min(limits.headerTimeout().toMillis(), limits.idleTimeout().toMillis());
    shortest = Math.min(shortest, limits.writeTimeout().toMillis());
    if (limits.bodyRate() > 0) {
      shortest = Math.min(shortest, limits.bodyGrace().toMillis());
    }
    return limits.bodyTimeout().isZero()
        ? shortest
        : Math.min(shortest, limits.bodyTimeout().toMillis());
  }

  public Loop loop() {
    return loop;
  }

  public HttpHandler handler() {
    return handler;
  }

  public Limits limits() {
    return limits;
  }

  public Counters counters() {
    return counters;
  }

  public HttpDate date() {
    return date;
  }

  public Scratch scratch() {
    return scratch;
  }

  public FastLanes fastLanes() {
    return fastLanes;
  }

  /** For the bodies of HTTP/2. */
  public Headroom headroom() {
    return headroom;
  }

  public boolean isDraining() {
    return admission.isDraining();
  }

  /** Whether others accept where we have, now that this server drains. */
  public boolean isFollowed() {
    return admission.isFollowed();
  }

  /** Whether one more request may run; it has to {@link #endRequest} then. */
  public boolean tryStartRequest() {
    boolean mayRun = admission.tryStart();
    if (mayRun) {
      counters.started();
    }
    return mayRun;
  }

  public void endRequest() {
    admission.end();
    counters.ended();
  }

  /** The time of the last tick, as of {@link System#nanoTime()}. */
  public long now() {
    return now;
  }

  public void enter(Guest guest) {
    guests.add(guest);
    if (ticking == null) {
      startTicking();
    }
  }

  /** It is closed, though a handler of it may still run, or another guest takes its place. */
  public void gone(Guest guest) {
    guests.remove(guest);
    if (guests.isEmpty()) {
      stopTicking();
    }
  }

  /**
   * Whether both sides of another protocol have said goodbye, so that the end is no news. One that
   * fails to tell has not, and is logged.
   */
  public boolean isOver(Switch switched) {
    try {
      return switched.isOver();
    } catch (Throwable bug) {
      LoopLog.failed(loop, bug);
      return false;
    }
  }

  /** A connection has its last answer. */
  public void part() {
    admission.part();
  }

  /** Nothing of a connection is left. */
  public void leave(boolean parted) {
    if (parted) {
      admission.leaveParted();
    } else {
      admission.leave();
    }
  }

  /** The server drains from now on: connections are looked at more often. */
  public void drain() {
    stopTicking();
    if (!guests.isEmpty()) {
      startTicking();
    }
  }

  public void abort(Cancellation why) {
    forEachGuest(guest -> guest.abort(why));
  }

  private void startTicking() {
    now = System.nanoTime();
    date.tick(System.currentTimeMillis() / 1000);
    long period = isDraining() ? Math.min(tickMillis, DRAINING_TICK_MILLIS) : tickMillis;
    ticking = netty.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  private void stopTicking() {
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }

  private void tick() {
    now = System.nanoTime();
    date.tick(System.currentTimeMillis() / 1000);
    boolean draining = isDraining();
    forEachGuest(guest -> {
      guest.tick(now);
      if (draining) {
        guest.tickWhileDraining(now);
      }
    });
  }

  // A bug that one connection meets costs that connection, and no other its limits.
  private void forEachGuest(Consumer<Guest> step) {
    for (Guest guest : guests.toArray(NONE)) {
      try {
        step.accept(guest);
      } catch (Throwable bug) {
        giveUp(guest, bug);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // nothing suppresses itself
  private void giveUp(Guest guest, Throwable bug) {
    gone(guest);
    try {
      guest.fail(BROKEN);
    } catch (Throwable second) {
      if (second != bug) {
        bug.addSuppressed(second);
      }
    }
    LoopLog.failed(loop, bug);
  }
}
