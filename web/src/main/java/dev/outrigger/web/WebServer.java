package dev.outrigger.web;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.HttpStatistics;
import dev.outrigger.http.ListenerOffer;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.EventLoopsBuilder;
import dev.outrigger.runtime.Lifecycle;
import dev.outrigger.web.ongoing.Ongoing;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running application: its event loops, its HTTP server and its worker processes, all owned and
 * ended by this object. The workers are started with the server, so that the first request finds
 * them warm; an application that wants none says so ({@link App#withoutPool}).
 *
 * <p>Threading: every method may be called from any thread but a loop's.
 */
public final class WebServer implements Lifecycle, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  private final EventLoops loops;
  private final RunningApp app;
  private final HttpServer http;
  private final String scheme;
  private final Parts parts;
  private final AtomicBoolean stopLogged = new AtomicBoolean();

  private WebServer(EventLoops loops, RunningApp app, HttpServer http, String scheme, Parts parts) {
    this.scheme = scheme;
    this.loops = loops;
    this.app = app;
    this.http = http;
    this.parts = parts;
  }

  /** Options first, then {@link WebServerBuilder#start()}. */
  public static WebServerBuilder builder(Application application) {
    return new WebServerBuilder(application);
  }

  /**
   * Serves an application on {@code 127.0.0.1} until the process gets {@code INT} or {@code TERM},
   * lets running requests end, and returns. What a {@code main} method calls.
   *
   * @throws Exception if the server can't start
   */
  public static void serve(Application application, int port) throws Exception {
    Serving.untilSignal(builder(application).bind("127.0.0.1", port), _ -> {});
  }

  static WebServer start(WebServerBuilder options) throws Exception {
    var parts = new Parts();
    try {
      EventLoopsBuilder wanted =
          EventLoops.builder().count(options.loops()).transport(options.transport());
      // Unsaid, it is left to the loops: where the flag is missing they say so.
      options.tasks().ifPresent(wanted::tasks);
      EventLoops loops = parts.own(wanted.start());
      // Closed after the HTTP server: what it still runs then, nobody waits for.
      RunningApp app = parts.own(RunningApp.open(options.application()));
      HttpServer http;
      if (options.rehearsal().isPresent()) {
        var served = new CompletableFuture<HttpServer>();
        app.serve(() -> statistics(served), options.poolWorkers());
        List<Endpoint> places = options.rehearsal().get().run(loops, app.handler());
        http = parts.own(listen(options, places, loops, app.handler()));
        boolean _ = served.complete(http);
      } else {
        // Before the workers are started: a taken port should not cost a pool of processes.
        http = parts.own(listen(options, options.endpoints(), loops, app.handler()));
        app.serve(http::statistics, options.poolWorkers());
      }
      String scheme = options.tls().isPresent() ? "https" : "http";
      var server = new WebServer(loops, app, http, scheme, parts);
      app.settings().readyHooks().forEach(hook -> hook.accept(server));
      if (options.rehearsal().isEmpty()) {
        server.lead(Instant.now());
      }
      return server;
    } catch (Exception | Error e) {
      parts.rollBack(e);
      throw e;
    }
  }

  private static HttpStatistics statistics(CompletableFuture<HttpServer> served) {
    return served.isDone() ? served.join().statistics() : RunningApp.NOTHING;
  }

  private static HttpServer listen(
      WebServerBuilder options, List<Endpoint> places, EventLoops loops, HttpHandler handler) {
    HttpServer.Builder server = HttpServer.builder(loops, handler).limits(options.limits());
    places.forEach(server::bind);
    options.tls().ifPresent(server::tls);
    options.trustedProxies().ifPresent(server::proxyProtocol);
    options.predecessor().ifPresent(server::takeOver);
    return server.start();
  }

  /** Where the server listens, as a browser takes it. */
  public URI uri() {
    InetSocketAddress address = http.address();
    InetAddress ip = address.getAddress();
    String host = ip.isAnyLocalAddress() ? "localhost" : ip.getHostAddress();
    return URI.create(
        scheme
            + "://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + address.getPort()
            + "/");
  }

  /**
   * Offers the listening sockets to the server that is to follow this one, in another process,
   * which asks for them by {@link WebServerBuilder#takeOver}. Once that one serves, stop this one.
   *
   * @param where a Unix socket that is made for it
   * @throws IllegalStateException if the loops have another transport than epoll
   */
  public ListenerOffer offerListeners(Path where) {
    return http.offerListeners(where);
  }

  /**
   * Runs the application's periodic jobs from now on. A server that was not rehearsed does so when
   * it starts; of others, whoever rehearses them says which one.
   *
   * @param since until when another process has run them; a moment after that is made up for
   */
  public void lead(Instant since) {
    app.lead(loops.loop(0), since);
  }

  /**
   * Begins no more periodic jobs, and waits for those that run.
   *
   * @return whether none runs any more
   */
  public boolean follow(Duration limit) throws InterruptedException {
    return app.follow(Ongoing.endOf(limit));
  }

  /** All routes of the application, with what each takes and answers. */
  public List<RouteInfo> routes() {
    return app.routes();
  }

  /** The loops that handlers run on. */
  public EventLoops loops() {
    return loops;
  }

  /** Connections and requests so far. */
  public HttpStatistics http() {
    return http.statistics();
  }

  /** Worker processes and tasks so far, if the application has a pool. */
  public Optional<PoolStatistics> pool() {
    return app.poolStatistics();
  }

  @Override
  public State state() {
    return http.state();
  }

  @Override
  public void stopAccepting() {
    http.stopAccepting();
  }

  @Override
  public void closeIdle() {
    app.leave();
    http.closeIdle();
  }

  @Override
  public boolean drain(Duration limit) throws InterruptedException {
    long deadline = Ongoing.endOf(limit);
    app.leave();
    return http.drain(limit) && app.awaitBackground(deadline);
  }

  /** The same as {@link #close}. */
  @Override
  public void abort() {
    close();
  }

  /**
   * Takes no more connections, lets running requests end, and what goes on behind their answers,
   * then closes everything.
   *
   * @param limit how long to wait for them
   * @return whether all of them ended by themselves
   */
  @Override
  public boolean stop(Duration limit) {
    long deadline = Ongoing.endOf(limit);
    app.leave();
    boolean ended = http.stop(limit);
    try {
      ended &= app.awaitBackground(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = false;
    }
    close();
    return ended;
  }

  /** Ends everything at once; running requests are cancelled. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      parts.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The server at " + where() + " did not stop cleanly", e);
    }
    if (stopLogged.compareAndSet(false, true)) {
      LOG.log(Level.INFO, () -> "Stopped " + where() + " after " + summary());
    }
  }

  // One on a Unix socket has no URI.
  private String where() {
    return http.addresses().stream().anyMatch(InetSocketAddress.class::isInstance)
        ? uri().toString()
        : http.toString();
  }

  private String summary() {
    HttpStatistics requests = http();
    return "%d requests served, %d given up by their clients%s"
        .formatted(
            requests.requestsServed(),
            requests.cancelledByClients(),
            pool().map(WebServer::summary).orElse(""));
  }

  private static String summary(PoolStatistics pool) {
    return "; tasks: %d submitted, %d completed, %d failed, %d cancelled"
        .formatted(pool.submitted(), pool.completed(), pool.failed(), pool.cancelled());
  }
}
