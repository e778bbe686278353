package dev.outrigger.web;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.websocket.WebSocketHandler;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.pool.PoolBuilder;
import dev.outrigger.web.endpoints.EndpointMethod;
import dev.outrigger.web.endpoints.EndpointMethods;
import dev.outrigger.web.headers.Forwarded;
import dev.outrigger.web.jobs.Job;
import dev.outrigger.web.jobs.PeriodicJob;
import dev.outrigger.web.routing.PathTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an {@link Application} declares: its routes and how it wants to be run.
 *
 * <p>A route's path consists of literal segments and parameters: {@code {name}} for any text,
 * {@code {name:int}}, {@code {name:long}} and {@code {name:uuid}} for what fits these, {@code
 * {name:path}} for all that is left, slashes included, and {@code {name:[a-z]{2}}} for what an
 * expression matches; a segment may mix parameters with text, as {@code {name}.{kind}}. A path that
 * does not fit is 404. Where several routes fit, the more exact one wins, at the leftmost place
 * where they differ: text, then {@code int}, {@code long}, {@code uuid}, expressions in the order
 * of their declaration, any text, the rest. A route for {@code GET} answers {@code HEAD} too, and
 * {@code OPTIONS} is answered for every path.
 *
 * <p>Threading: for the thread that runs {@link Application#configure} only.
 */
public final class App {
  private final Declarations all;
  private final Settings settings;
  private final Branch branch;

  private App(Declarations all, Branch branch) {
    this.all = all;
    this.settings = all.settings();
    this.branch = branch;
  }

  /** Answers {@code GET} and {@code HEAD} of a path. */
  public RouteOptions get(String path, Handler handler) {
    return route("GET", path, handler);
  }

  /** Answers {@code POST} to a path. */
  public RouteOptions post(String path, Handler handler) {
    return route("POST", path, handler);
  }

  /** Answers {@code PUT} to a path. */
  public RouteOptions put(String path, Handler handler) {
    return route("PUT", path, handler);
  }

  /** Answers {@code PATCH} of a path. */
  public RouteOptions patch(String path, Handler handler) {
    return route("PATCH", path, handler);
  }

  /** Answers {@code DELETE} of a path. */
  public RouteOptions delete(String path, Handler handler) {
    return route("DELETE", path, handler);
  }

  /**
   * Answers {@code GET} and {@code HEAD} of all that is below a prefix by files: {@code
   * app.files("/static", StaticFiles.of(Path.of("public")))}.
   *
   * @param prefix such as {@code /static}, or {@code /} for all that no other route takes
   * @param handler finds what is behind the prefix under the path parameter {@code file}, as {@link
   *     dev.outrigger.web.files.StaticFiles} does; documents leave it out
   */
  public RouteOptions files(String prefix, Handler handler) {
    requireConfiguring("files(\"" + prefix + "\")");
    if (!prefix.equals("/")) {
      requirePrefix(prefix);
    }
    return get(prefix.equals("/") ? "/{file:path}" : prefix + "/{file:path}", handler).hidden();
  }

  /**
   * Answers a method of a path.
   *
   * @param method in capitals
   * @throws RouteException if the path is malformed, or a route takes the same requests
   * @throws IllegalStateException if the server has started
   */
  public RouteOptions route(String method, String path, Handler handler) {
    requireConfiguring("Route " + method + " " + path);
    return all.route(branch, List.of(method), path, handler);
  }

  /**
   * Answers routes by the methods of an object that are annotated {@link
   * dev.outrigger.web.binding.Get} and so on, with what a request holds as their arguments; see the
   * package {@code dev.outrigger.web.binding}.
   *
   * @param owner an object, or a class for its static methods alone
   * @throws RouteException if a method can't be called with what a request holds
   */
  public App endpoints(Object owner) {
    return endpoints(owner, _ -> {});
  }

  /**
   * The same, and says more about single routes: {@code app.endpoints(new Users(db), routes ->
   * routes.of("add").bodyUpTo(10_000))}.
   *
   * @throws RouteException as above, or if there is no such method
   */
  public App endpoints(Object owner, Consumer<EndpointRoutes> options) {
    requireConfiguring("endpoints(..)");
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    var routes = new EndpointRoutes(type.getSimpleName());
    try {
      for (EndpointMethod method : EndpointMethods.of(owner, branch::pattern, Request.class)) {
        routes.add(method.name(), all.endpoint(branch, method));
      }
      options.accept(routes);
    } catch (RouteException told) {
      throw told;
    } catch (IllegalArgumentException refusal) {
      throw new RouteException(refusal);
    }
    return this;
  }

  /**
   * Speaks WebSocket at a path, with the default options. The handler reads like a loop: {@code for
   * (var m = ws.receive(); m.isPresent(); m = ws.receive()) ...}
   */
  public RouteOptions webSocket(String path, WebSocketHandler handler) {
    return webSocket(path, WebSocketOptions.defaults(), handler);
  }

  /** Speaks WebSocket at a path; over HTTP/2 too. Documents of requests leave it out. */
  public RouteOptions webSocket(String path, WebSocketOptions options, WebSocketHandler handler) {
    requireConfiguring("WebSocket " + path);
    // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441).
    return all.route(
            branch,
            List.of("GET", "CONNECT"),
            path,
            request -> Response.of(WebSockets.accept(request.http(), options, handler)))
        .hidden();
  }

  /**
   * Puts middleware around all routes of this application and of what is mounted in it, whether
   * they are declared before or behind; also around its 404 and 405. The first is the outermost.
   */
  public App use(Middleware first, Middleware... more) {
    requireConfiguring("use(..)");
    branch.use(first);
    List.of(more).forEach(branch::use);
    return this;
  }

  /**
   * Mounts another application under a prefix: its routes, with its own middleware inside of this
   * one's. Its settings, hooks and names of routes hold for the whole.
   *
   * @param prefix such as {@code /admin} or {@code /teams/{team}}
   * @throws Exception what its {@link Application#configure} throws
   */
  public App mount(String prefix, Application part) throws Exception {
    requireConfiguring("mount(\"" + prefix + "\")");
    requirePrefix(prefix);
    part.configure(new App(all, all.branch(branch.at(prefix))));
    return this;
  }

  /**
   * Takes the requests for a host, such as {@code api.example.com}, or for all below one, as {@code
   * *.example.com}. What it has no route for is looked for among the routes for any host.
   *
   * @throws Exception what its {@link Application#configure} throws
   */
  public App host(String name, Application part) throws Exception {
    requireConfiguring("host(\"" + name + "\")");
    String host = name.toLowerCase(Locale.ROOT);
    if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf(':') >= 0 || wildInside(host)) {
      throw new RouteException(
          new IllegalArgumentException(
              "\"" + name + "\" is no host; write example.com, or *.example.com for all below it"));
    }
    part.configure(new App(all, all.branch(branch.on(host))));
    return this;
  }

  private static boolean wildInside(String host) {
    return host.lastIndexOf('*') > 0 || (host.startsWith("*") && !host.startsWith("*."));
  }

  private static void requirePrefix(String prefix) {
    try {
      if (prefix.endsWith("/")) {
        throw new IllegalArgumentException(
            "The prefix \"" + prefix + "\" ends with a slash; write it without");
      }
      PathTemplate _ = PathTemplate.of(prefix);
    } catch (IllegalArgumentException refusal) {
      throw new RouteException(refusal);
    }
  }

  /** What becomes of a slash too much or too few at the end of a path. Default: a redirection. */
  public App slashes(Slashes choice) {
    requireConfiguring("slashes(..)");
    settings.take(choice);
    return this;
  }

  /**
   * Believes what proxies in these networks say in these header fields about the client: its
   * address, scheme and host ({@link Request#client}). Name the fields that they really write: what
   * a proxy passes on unread comes from the client. Default: nobody is believed.
   */
  public App trustProxies(Forwarded.Fields fields, Networks networks) {
    requireConfiguring("trustProxies(..)");
    settings.trust(new Proxies(Optional.of(networks), fields));
    return this;
  }

  /**
   * Answers failures of a class, and of those below it that nobody else handles, in place of what
   * the package's description lists. What was thrown in a worker process counts as if it had been
   * thrown here; whatever else ends a task there is a {@link
   * dev.outrigger.pool.TaskFailedException}. A {@link Problem} and a refusal of the server's
   * ({@link dev.outrigger.http.HttpException}) are answers already: only who names their own class
   * takes them. Failures that are answered by 500 or above go to the log.
   */
  public <E extends Throwable> App onFailure(Class<E> type, FailureHandler<? super E> handler) {
    requireConfiguring("onFailure(" + type.getSimpleName() + ")");
    settings.failureHandlers().add(type, handler);
    return this;
  }

  /**
   * Opens something before the server listens, and closes it after the last request. Hooks run one
   * after the other, and are closed in the reverse order; if one fails, the start does.
   */
  public App onStart(StartHook hook) {
    requireConfiguring("onStart(..)");
    settings.startHooks().add(hook);
    return this;
  }

  /** Is told of the server once it listens. */
  public App onReady(Consumer<WebServer> hook) {
    requireConfiguring("onReady(..)");
    settings.readyHooks().add(hook);
    return this;
  }

  /**
   * Does something again and again: at each moment that is a multiple of the period since 1970 in
   * UTC, so a job of every hour runs on the hour. Of the processes that {@code outrigger serve}
   * starts for a service exactly one does it, also across reloads; a server by itself does all of
   * its jobs. It runs as a task of a loop, never twice at once, and what it throws goes to the log.
   *
   * @throws IllegalArgumentException if the period is shorter than a second, or the name is taken
   */
  public App every(Duration period, String name, Job job) {
    requireConfiguring("every(" + name + ")");
    settings.add(new PeriodicJob(name, period, job));
    return this;
  }

  /** Tunes how JSON is read and written: dates, names, unknown properties. */
  public App json(UnaryOperator<JsonMapper.Builder> tuning) {
    requireConfiguring("json(..)");
    settings.tuneJson(tuning);
    return this;
  }

  /**
   * Tunes the pool of worker processes that {@link Request#offload} uses: {@code app.pool(b ->
   * b.heapPerWorker(256 << 20))}. What the server was told about the pool's size wins over this.
   */
  public App pool(UnaryOperator<PoolBuilder> tuning) {
    requireConfiguring("pool(..)");
    settings.tunePool(tuning);
    return this;
  }

  /**
   * Does without worker processes. By default they are started with the server, so that the first
   * request finds them warm.
   */
  public App withoutPool() {
    requireConfiguring("withoutPool()");
    settings.doWithoutPool();
    return this;
  }

  /**
   * Shows in error answers what is known about a failure: worker, process id, elapsed time, stacks,
   * output. A browser gets a page for what nobody foresaw, with the source lines around the
   * failure, where they can be found, and the request. For development: it tells strangers about
   * the inside of the program, and a line of the log warns of it.
   */
  public App development() {
    requireConfiguring("development()");
    settings.development();
    return this;
  }

  static Site configured(Application application) throws Exception {
    var all = new Declarations();
    application.configure(new App(all, all.root()));
    return all.site();
  }

  private void requireConfiguring(String what) {
    settings.requireConfiguring(what);
  }
}
