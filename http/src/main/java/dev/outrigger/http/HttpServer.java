package dev.outrigger.http;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Lifecycle;
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
 * <p>The loops belong to whoever made them: close the server first, then them.
 *
 * <p>Threading: every method may be called from any thread but a loop's own.
 */
public final class HttpServer implements Lifecycle, AutoCloseable {
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
    this.admission = new Admission(options.limits);
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

  @Override
  public State state() {
    if (!admission.isDraining()) {
      return State.ACCEPTING;
    }
    if (admission.inside() == 0) {
      return State.ENDED;
    }
    return aborted ? State.ABORTING : State.FINISHING;
  }

  /** Accepts no more connections. Those that are open end with their next answer. */
  @Override
  public void stopAccepting() {
    admission.drain();
    listener.close();
  }

  @Override
  public void closeIdle() {
    stopAccepting();
    onEachLoop(ServerLoop::drain);
  }

  /**
   * Accepts no more connections, closes those on which nothing happens, tells the others with their
   * next answer, and waits for them. A client that has its last answer and keeps its side open
   * holds up the end for about a second, and no longer than the limit.
   */
  @Override
  public boolean drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    closeIdle();
    return admission.awaitAnswered(deadline) && admission.awaitEmpty(partBy(deadline)) && !aborted;
  }

  /**
   * Cancels what runs, answers its clients with 503, closes their connections, and waits up to a
   * second for that.
   */
  @Override
  public void abort() {
    aborted |= admission.inside() > 0;
    stopAccepting();
    Cancellation why = new Cancellation(Cancellation.Source.SHUTDOWN, this + " is shutting down");
    onEachLoop(home -> home.abort(why));
    try {
      boolean _ = admission.awaitEmpty(System.nanoTime() + ABORT.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Drains, and aborts what has not been answered when the time is up, or the caller is
   * interrupted.
   *
   * @return whether everything that had been accepted was answered
   */
  @Override
  public boolean stop(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean answered = false;
    closeIdle();
    try {
      answered = admission.awaitAnswered(deadline);
      if (answered && admission.awaitEmpty(partBy(deadline))) {
        return !aborted;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean clean = answered && !aborted;
    abort();
    aborted = !clean;
    return clean;
  }

  private static long partBy(long deadline) {
    long now = System.nanoTime();
    return now + Math.min(deadline - now, PARTING.toNanos());
  }

  /** Ends the server at once: like {@link #stop} with no time. Closing twice does nothing. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  @Override
  public String toString() {
    return "http server on " + Addresses.text(address);
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
