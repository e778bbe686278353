package dev.outrigger.web;

import dev.outrigger.pool.PoolBuilder;
import dev.outrigger.web.routing.Router;
import java.util.function.UnaryOperator;

/**
 * What an {@link Application} declares: its routes and how it wants to be run.
 *
 * <p>A route's path consists of literal segments, {@code {name}} for any text and {@code
 * {name:int}} for a decimal number that fits an {@code int}; a path that does not fit is 404. Where
 * several routes fit, the more exact one wins. A route for {@code GET} answers {@code HEAD} too,
 * and {@code OPTIONS} is answered for every path.
 *
 * <p>Threading: for the thread that runs {@link Application#configure} only.
 */
public final class App {
  private final Router<Handler> router = new Router<>();
  private UnaryOperator<PoolBuilder> pool = UnaryOperator.identity();
  private boolean usesPool = true;
  private boolean showsEvidence;
  private boolean started;

  App() {}

  /** Answers {@code GET} and {@code HEAD} of a path. */
  public App get(String path, Handler handler) {
    return route("GET", path, handler);
  }

  /** Answers {@code POST} to a path. */
  public App post(String path, Handler handler) {
    return route("POST", path, handler);
  }

  /** Answers {@code PUT} to a path. */
  public App put(String path, Handler handler) {
    return route("PUT", path, handler);
  }

  /** Answers {@code PATCH} of a path. */
  public App patch(String path, Handler handler) {
    return route("PATCH", path, handler);
  }

  /** Answers {@code DELETE} of a path. */
  public App delete(String path, Handler handler) {
    return route("DELETE", path, handler);
  }

  /**
   * Answers a method of a path.
   *
   * @param method in capitals
   * @throws RouteException if the path is malformed, or a route takes the same requests
   * @throws IllegalStateException if the server has started
   */
  public App route(String method, String path, Handler handler) {
    requireConfiguring("Route " + method + " " + path);
    try {
      router.add(method, path, handler);
    } catch (IllegalArgumentException refusal) {
      throw new RouteException(refusal);
    }
    return this;
  }

  /**
   * Tunes the pool of worker processes that {@link Request#offload} uses: {@code app.pool(b ->
   * b.heapPerWorker(256 << 20))}. What the server was told about the pool's size wins over this.
   */
  public App pool(UnaryOperator<PoolBuilder> tuning) {
    requireConfiguring("pool(..)");
    UnaryOperator<PoolBuilder> before = pool;
    pool = builder -> tuning.apply(before.apply(builder));
    return this;
  }

  /**
   * Does without worker processes. By default they are started with the server, so that the first
   * request finds them warm.
   */
  public App withoutPool() {
    requireConfiguring("withoutPool()");
    usesPool = false;
    return this;
  }

  /**
   * Shows in error answers what is known about a failure: worker, process id, elapsed time, stacks,
   * output. For development: it tells strangers about the inside of the program.
   */
  public App showEvidence() {
    requireConfiguring("showEvidence()");
    showsEvidence = true;
    return this;
  }

  static App configured(Application application) throws Exception {
    var app = new App();
    application.configure(app);
    app.started = true;
    return app;
  }

  Router<Handler> router() {
    return router;
  }

  boolean usesPool() {
    return usesPool;
  }

  PoolBuilder tuned(PoolBuilder builder) {
    return pool.apply(builder);
  }

  boolean showsEvidence() {
    return showsEvidence;
  }

  private void requireConfiguring(String what) {
    if (started) {
      throw new IllegalStateException(
          what + " came after the server had started; declare it in Application.configure");
    }
  }
}
