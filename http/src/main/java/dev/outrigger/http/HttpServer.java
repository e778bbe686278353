package dev.outrigger.http;

import dev.outrigger.http.entrance.Listeners;
import dev.outrigger.http.handover.Predecessor;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.Counters;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.socket.Given;
import dev.outrigger.http.syntax.TimeSpan;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Lifecycle;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A server that listens on one address or several and answers with one handler.
 *
 * <p>The loops belong to whoever made them: close the server first, then them.
 *
 * <p>Threading: every method may be called from any thread but a loop's own.
 */
public final class HttpServer implements Lifecycle, AutoCloseable {
  private static final Endpoint ANYWHERE =
      Endpoint.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private static final Duration ABORT = Duration.ofSeconds(1);
  private static final Duration PARTING = Duration.ofMillis(1200);

  private final EventLoops loops;
  private final Admission admission;
  private final Map<EventLoop, ServerLoop> homes = new HashMap<>();
  private final LoopWaits waits;
  private final Listeners listeners;
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
    try (Given given =
        options.predecessor.map(where -> Predecessor.at(where, loops)).orElse(Given.NOTHING)) {
      this.listeners =
          Listeners.open(
              options.endpoints.isEmpty() ? List.of(ANYWHERE) : options.endpoints,
              given,
              options.tls,
              options.proxies,
              loops,
              waits,
              admission,
              homes);
    }
  }

  /** Options first, then {@link Builder#start()}. */
  public static Builder builder(EventLoops loops, HttpHandler handler) {
    return new Builder(loops, handler);
  }

  /**
   * Where the server listens on TCP first, with the port that was really taken.
   *
   * @throws IllegalStateException if it listens on Unix sockets alone
   */
  public InetSocketAddress address() {
    return addresses().stream()
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(this + " has no TCP address"));
  }

  /**
   * All addresses that the server listens on, in the order in which they were asked for: {@link
   * InetSocketAddress} or {@link UnixDomainSocketAddress}.
   */
  public List<SocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * Reads all certificates again, for the connections to come. It reads files, so not from a task.
   *
   * @throws dev.outrigger.http.tls.TlsConfigurationException if one can't be used; the old stay
   */
  public void reloadCertificates() {
    listeners.reload();
  }

  /**
   * Offers the listening sockets to the server that is to follow this one, in another process of
   * the same user, which asks for them by {@link Builder#takeOver}. From the moment at which that
   * one serves, both accept; {@link #stop} this one then. No client finds neither.
   *
   * @param where a Unix socket that is made for it
   * @throws BindFailedException if that cannot be made
   * @throws IllegalStateException if the loops have another transport than epoll, or the server
   *     speaks HTTP/3, whose port two processes cannot share
   */
  public ListenerOffer offerListeners(Path where) {
    return listeners.offer(where, loops, waits);
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
    if (!admission.isDraining()) {
      admission.drain(listeners.areShared());
    }
    listeners.close();
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
    long deadline = TimeSpan.endOf(limit);
    closeIdle();
    boolean ended = admission.awaitAnswered(deadline) && admission.awaitEmpty(partBy(deadline));
    if (ended) {
      listeners.release();
    }
    return ended && !aborted;
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
      boolean _ = admission.awaitEmpty(TimeSpan.endOf(ABORT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listeners.release();
  }

  /**
   * Drains, and aborts what is not answered when the time is up or the caller is interrupted. A
   * handler that calls it waits for its own end; it starts a thread for that.
   *
   * @return whether everything that had been accepted was answered
   */
  @Override
  public boolean stop(Duration limit) {
    long deadline = TimeSpan.endOf(limit);
    boolean answered = false;
    closeIdle();
    try {
      answered = admission.awaitAnswered(deadline);
      if (answered && admission.awaitEmpty(partBy(deadline))) {
        listeners.release();
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
    return "http server on "
        + addresses().stream().map(Addresses::text).collect(Collectors.joining(", "));
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
    private final List<Endpoint> endpoints = new ArrayList<>();
    private Optional<ServerTls> tls = Optional.empty();
    private Optional<Networks> proxies = Optional.empty();
    private Limits limits = Limits.defaults();
    private Optional<Path> predecessor = Optional.empty();

    private Builder(EventLoops loops, HttpHandler handler) {
      this.loops = Objects.requireNonNull(loops, "loops");
      this.handler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * Listens on this address too; port 0 takes any free one. Default, if nothing is said: a free
     * port of the loopback.
     */
    public Builder bind(InetSocketAddress address) {
      return bind(Endpoint.of(address));
    }

    /** Listens on this Unix socket too; only the user of this process may connect. */
    public Builder bind(UnixDomainSocketAddress address) {
      return bind(Endpoint.of(address));
    }

    /** Listens on this too, with TLS, a proxy or permissions of its own. */
    public Builder bind(Endpoint endpoint) {
      endpoints.add(Objects.requireNonNull(endpoint, "endpoint"));
      return this;
    }

    /** Accepts from this listening socket too, which another process opened. */
    public Builder bindInherited(int descriptor) {
      return bind(Endpoint.inherited(descriptor));
    }

    /**
     * Takes the listening sockets over from the server that offers them there, for the endpoints
     * that are the same here; others are bound anew. If no server does, this one is the first, and
     * binds all. Needs Transport.EPOLL. See {@link HttpServer#offerListeners}.
     */
    public Builder takeOver(Path where) {
      this.predecessor = Optional.of(Objects.requireNonNull(where, "where"));
      return this;
    }

    /** Speaks TLS wherever an endpoint has none of its own. Default: plain HTTP. */
    public Builder tls(ServerTls tls) {
      this.tls = Optional.of(Objects.requireNonNull(tls, "tls"));
      return this;
    }

    /**
     * Expects a PROXY header from these networks, and nobody else, wherever an endpoint says
     * nothing of its own; see {@link Endpoint#proxies()}. Default: none is expected, and one is
     * refused.
     */
    public Builder proxyProtocol(Networks trusted) {
      this.proxies = Optional.of(Objects.requireNonNull(trusted, "trusted"));
      return this;
    }

    /** What clients may ask of it. Default: {@link Limits#defaults()}. */
    public Builder limits(Limits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /**
     * Starts to listen. It reads the files of certificates and tries their keys, which takes a
     * while: call it beside the loops, in {@code main} or by {@code Blocking.call}, not in a task.
     *
     * @throws BindFailedException if it could not; nothing is left behind then
     * @throws dev.outrigger.http.tls.TlsConfigurationException if a certificate can't be used; the
     *     message names the file and the reason
     */
    public HttpServer start() {
      return new HttpServer(this);
    }
  }
}
