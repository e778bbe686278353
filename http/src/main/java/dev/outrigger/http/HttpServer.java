package dev.outrigger.http;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A server that listens on one address and answers with one handler.
 *
 * <p>Its life: listening, draining, closed; it never goes back. The loops belong to whoever made
 * them: close the server first, then them.
 *
 * <p>Threading: every method may be called from any thread but a loop's own.
 */
public final class HttpServer implements AutoCloseable {
  private static final Duration ABORT = Duration.ofSeconds(1);
  private static final Duration PARTING = Duration.ofMillis(1200);

  private final EventLoops loops;
  private final Admission admission;
  private final Map<EventLoop, ServerLoop> homes = new HashMap<>();
  private final LoopWaits waits;
  private final Listener listener;
  private final InetSocketAddress address;
  private volatile boolean aborted;

  private HttpServer(Builder options) {
    this.loops = options.loops;
    this.waits = new LoopWaits(loops);
    this.admission = new Admission(options.limits.connections());
    for (EventExecutor executor : loops.netty()) {
      EventLoop netty = (EventLoop) executor;
      homes.put(
          netty,
          new ServerLoop(loops.of(netty), netty, options.handler, options.limits, admission));
    }
    this.listener =
        Listener.open(
            options.address, loops, waits, new Entrance(options.limits, admission, homes));
    this.address = listener.address();
  }

  /** Options first, then {@link Builder#start()}. */
  public static Builder builder(EventLoops loops, HttpHandler handler) {
    return new Builder(loops, handler);
  }

  /** Where the server listens, with the port that was really taken. */
  public InetSocketAddress address() {
    return address;
  }

  /** What the server has done so far. */
  public HttpStatistics statistics() {
    return Counters.sum(
        admission.inside(), homes.values().stream().map(ServerLoop::counters).toList());
  }

  /**
   * Ends the server in good order: accepts no more connections, closes those on which nothing
   * happens, and tells the others with their next answer. What still runs when the time is up is
   * cancelled, its client gets 503, and the connection is closed. A second call waits too; an
   * interrupt ends the waiting like the end of the time. A client that has its last answer and
   * keeps its side open holds up the end for about a second, and no longer than the limit.
   *
   * @param limit how long to wait
   * @return whether everything that had been accepted was answered
   */
  public boolean drain(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    boolean clean = false;
    admission.drain();
    listener.close();
    onEachLoop(ServerLoop::drain);
    try {
      clean = admission.awaitAnswered(deadline);
      long partBy = Math.min(deadline - System.nanoTime(), PARTING.toNanos());
      if (!clean || !admission.awaitEmpty(System.nanoTime() + partBy)) {
        aborted = aborted || !clean;
        abort();
        admission.awaitEmpty(System.nanoTime() + ABORT.toNanos());
      }
    } catch (InterruptedException e) {
      interrupted = true;
      aborted = true;
      abort();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return clean && !aborted;
  }

  /** Ends the server at once: like {@link #drain} with no time. Closing twice does nothing. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  @Override
  public String toString() {
    return "http server on " + Addresses.text(address);
  }

  private void abort() {
    Cancellation why = new Cancellation(Cancellation.Source.SHUTDOWN, this + " is shutting down");
    onEachLoop(home -> home.abort(why));
  }

  // Waits for each, so that what a loop had accepted before is seen by what comes after.
  private void onEachLoop(Consumer<ServerLoop> step) {
    Map<EventLoop, Future<?>> steps = new HashMap<>();
    homes.forEach((netty, home) -> {
      try {
        steps.put(netty, netty.submit(() -> step.accept(home)));
      } catch (RejectedExecutionException loopsAreClosed) {
        // Then its connections are, too.
      }
    });
    steps.forEach(waits::await);
  }

  /** The options of {@link HttpServer}, each with its default. */
  public static final class Builder {
    private final EventLoops loops;
    private final HttpHandler handler;
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Limits limits = Limits.defaults();

    private Builder(EventLoops loops, HttpHandler handler) {
      this.loops = loops;
      this.handler = handler;
    }

    /** Where to listen; port 0 takes any free one. Default: a free port of the loopback. */
    public Builder bind(InetSocketAddress address) {
      this.address = address;
      return this;
    }

    /** What clients may ask of it. Default: {@link Limits#defaults()}. */
    public Builder limits(Limits limits) {
      this.limits = limits;
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws BindFailedException if it could not; nothing is left behind then
     */
    public HttpServer start() {
      return new HttpServer(this);
    }
  }
}
