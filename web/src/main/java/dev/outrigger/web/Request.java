package dev.outrigger.web;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.RequestBody;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.RemoteBiFunction;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.Offload;
import dev.outrigger.runtime.Scope;
import dev.outrigger.web.events.EventAnswer;
import dev.outrigger.web.events.EventSource;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.FormLimits;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.forms.Uploads;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.text.Utf8;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The request that a handler answers, and the way from there into worker processes.
 *
 * <p>Threading: for the thread of its handler.
 */
public final class Request {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final HttpRequest http;
  private final Backstage backstage;
  private final String path;
  private final Lookup<Endpoint> lookup;
  private final RequestDetails details;
  private long bodyLimit = -1;

  Request(HttpRequest http, Backstage backstage) {
    this.http = http;
    this.backstage = backstage;
    this.path = http.path();
    this.details = new RequestDetails(http, backstage.site().settings().proxies());
    Site site = backstage.site();
    this.lookup = site.find(site.hosts().isOne() ? "" : details.host(), http.method(), path);
  }

  private Request(Request other, HttpRequest http) {
    this.http = http;
    this.backstage = other.backstage;
    this.path = other.path;
    this.lookup = other.lookup;
    this.details = other.details;
    this.bodyLimit = other.bodyLimit;
  }

  /**
   * This request with another body in place of the one that came, for middleware that decodes or
   * decrypts it: {@code next.handle(request.withBody(decoded))}. Fields that told of the one that
   * came, Content-Length and Content-Encoding, are gone; attributes are shared.
   */
  public Request withBody(RequestBody body) {
    return new Request(this, OtherBody.of(http, body));
  }

  /** The method, such as {@code GET}. */
  public String method() {
    return http.method();
  }

  /** The path as the client sent it, still percent-encoded. */
  public String path() {
    return path;
  }

  /** The route that takes this request; empty in the middleware around a 404 or 405. */
  public Optional<RouteInfo> route() {
    return lookup instanceof Lookup.Match<Endpoint> match
        ? Optional.of(match.route().handler().info())
        : Optional.empty();
  }

  /**
   * The decoded value of a parameter of the route's path.
   *
   * @throws IllegalArgumentException if the route has no such parameter
   */
  public String path(String name) {
    if (lookup instanceof Lookup.Match<Endpoint> match) {
      return match.value(name);
    }
    throw new IllegalArgumentException(
        "The path parameter \"" + name + "\" belongs to a route, and none takes " + this);
  }

  /**
   * The value of a parameter that the route declares as {@code {name:int}}.
   *
   * @throws IllegalArgumentException if the route has no such parameter, or it is not a number
   */
  public int pathInt(String name) {
    return number(name, Integer::parseInt);
  }

  /** The value of a parameter that the route declares as {@code {name:long}}. */
  public long pathLong(String name) {
    return number(name, Long::parseLong);
  }

  /** The value of a parameter that the route declares as {@code {name:uuid}}. */
  public UUID pathUuid(String name) {
    return number(name, UUID::fromString);
  }

  // Where the route takes any text, a client may send what is none.
  private <T> T number(String name, Function<String, T> reading) {
    try {
      return reading.apply(path(name));
    } catch (IllegalArgumentException e) {
      if (lookup instanceof Lookup.Match<Endpoint> match && match.route().names().contains(name)) {
        throw Problem.notFound("Nothing is at " + path);
      }
      throw e;
    }
  }

  /**
   * The first value of a query parameter, decoded; empty text if it has a name only.
   *
   * @throws Problem 400 if the query can't be decoded
   */
  public Optional<String> query(String name) {
    return details.query().first(name);
  }

  /**
   * The same as a number.
   *
   * @param otherwise if there is none
   * @throws Problem 400 if it is no number that fits an {@code int}
   */
  public int queryInt(String name, int otherwise) {
    Optional<String> text = query(name);
    try {
      return text.isPresent() ? Integer.parseInt(text.get()) : otherwise;
    } catch (NumberFormatException e) {
      throw Problem.badRequest(
          "The query parameter " + name + " is a whole number, not \"" + text.orElse("") + "\"");
    }
  }

  /**
   * All values of a query parameter, in order.
   *
   * @throws Problem 400 if the query can't be decoded
   */
  public List<String> queries(String name) {
    return details.query().all(name);
  }

  /** The names of all query parameters, in the order in which they came first. */
  public Set<String> queryNames() {
    return details.query().names();
  }

  /** The header fields. */
  public Headers headers() {
    return http.headers();
  }

  /** The first header field of this name. */
  public Optional<String> header(String name) {
    return http.headers().first(name);
  }

  /** The value of a cookie that the client sent. */
  public Optional<String> cookie(String name) {
    return details.cookies().value(name);
  }

  /**
   * The host that the client asked for, in small letters and without its port; may be empty. What a
   * trusted proxy says counts, see {@link App#trustProxies}.
   */
  public String host() {
    return details.host();
  }

  /** The host and the port that the client asked for, as they came; may be empty. */
  public String authority() {
    return details.authority();
  }

  /** {@code https} or {@code http}, as the client sees it; see {@link App#trustProxies}. */
  public String scheme() {
    return details.scheme();
  }

  /** Whether the client came over TLS, to here or to a trusted proxy. */
  public boolean isSecure() {
    return scheme().equals("https");
  }

  /**
   * Where the client is, behind all trusted proxies ({@link App#trustProxies}); this machine for
   * one at a Unix socket.
   */
  public InetAddress client() {
    return details.client();
  }

  /**
   * The whole body.
   *
   * @param limit the most bytes to accept; more is answered with status 413
   */
  public byte[] bytes(long limit) throws InterruptedException {
    return http.body().bytes(limit);
  }

  /**
   * The whole body, up to the limit of the route ({@link RouteOptions#bodyUpTo}) or the server's
   * own; more is answered with status 413.
   */
  public byte[] bytes() throws InterruptedException {
    return bodyLimit < 0 ? http.body().bytes() : http.body().bytes(bodyLimit);
  }

  /** Refuses longer bodies; at once, if the client tells how long its is. */
  void limitBody(long bytes) {
    bodyLimit = bytes;
    if (http.body().declaredLength() > bytes) {
      throw Problem.of(413, this + " takes up to " + bytes + " bytes");
    }
  }

  /**
   * The whole body as text in UTF-8.
   *
   * @throws Problem 400 if it is not
   */
  public String text() throws InterruptedException {
    return Utf8.decode(bytes())
        .orElseThrow(() -> Problem.badRequest("The body is not text in UTF-8"));
  }

  /**
   * The JSON body as a value of this class.
   *
   * @throws Problem 415 if its Content-Type is none of JSON, 400 if it is malformed, 422 if it does
   *     not fit the class or the constraints of Jakarta Validation in it
   */
  @SuppressWarnings("unchecked")
  public <T> T json(Class<T> type) throws InterruptedException {
    // A primitive's class casts nothing, not even its own values.
    return (T) MethodType.methodType(type).wrap().returnType().cast(json((Type) type));
  }

  /** As {@link #json(Class)}, for generic types: {@code new TypeReference<List<Order>>() {}}. */
  @SuppressWarnings("unchecked")
  public <T> T json(TypeReference<T> type) throws InterruptedException {
    return (T) json(type.getType());
  }

  private Object json(Type type) throws InterruptedException {
    return backstage.bodies().read(type, headers(), bytes());
  }

  /**
   * The fields of a form ({@code application/x-www-form-urlencoded}).
   *
   * @throws Problem 415 if it is none, 400 if it is malformed, 413 if it is too long
   */
  public FormData form() throws InterruptedException {
    return bodyLimit < 0
        ? FormData.read(http)
        : FormData.read(http, FormLimits.defaults().withBody(bodyLimit));
  }

  /** {@link #multipart(Uploads)} with the default limits. */
  public MultipartForm multipart() throws IOException, InterruptedException {
    return multipart(Uploads.defaults());
  }

  /**
   * The fields and files of a form ({@code multipart/form-data}). Large files are kept on disk, and
   * gone when the request has been answered: move what is to stay. For a body of any length that is
   * to be taken part by part there is {@link dev.outrigger.web.forms.Multipart}.
   *
   * @throws Problem 415 if it is none, 400 if it is malformed, 413 if it is too long
   * @throws IOException if files can't be kept
   */
  public MultipartForm multipart(Uploads uploads) throws IOException, InterruptedException {
    MultipartForm form = MultipartForm.read(http, uploads);
    http.afterwards(form::close);
    return form;
  }

  /** The body as it comes. */
  public RequestBody body() {
    return http.body();
  }

  /** What stands under the key, if anything. */
  public <T> Optional<T> attribute(Attribute<T> key) {
    return details.attribute(key);
  }

  /** Puts something under the key, for the middleware and the handler behind. */
  public <T> void attach(Attribute<T> key, T value) {
    details.attach(key, value);
  }

  /**
   * The path of a named route ({@link RouteOptions#named}) with these values for its parameters,
   * percent-encoded.
   *
   * @throws IllegalArgumentException if there is no such route, or the values are not those of its
   *     parameters
   */
  public String url(String route, Map<String, ?> values) {
    return backstage.site().urls().of(route, values);
  }

  /** The same for a route without parameters. */
  public String url(String route) {
    return url(route, Map.of());
  }

  /**
   * Answers with server-sent events, for as long as the source sends some. The client hears
   * something every fifteen seconds; it is told not to keep what it gets.
   *
   * <pre>{@code
   * app.get("/prices", request -> request.events(stream -> {
   *   for (Price price : prices.subscribe()) {
   *     stream.json(price);
   *   }
   * }));
   * }</pre>
   */
  public Response events(EventSource source) {
    Json json = backstage.site().settings().json();
    return Response.stream(
            "text/event-stream",
            new EventAnswer(
                source,
                json.mapper()::writeValueAsString,
                header("Last-Event-ID"),
                HEARTBEAT,
                backstage.leaving()::onLeave))
        .header("Cache-Control", "no-cache")
        // nginx would gather what is sent.
        .header("X-Accel-Buffering", "no");
  }

  /** The scope of this request: cancelled when the client goes away or the server stops. */
  public Scope scope() {
    return http.scope();
  }

  /** The request as the server below sees it: its version, TLS, and who connects. */
  public HttpRequest http() {
    return http;
  }

  /**
   * Runs a function in a worker process and waits for its result; the loop goes on meanwhile. If
   * the client goes away the task is cancelled, wherever it is by then. Failures are thrown, and a
   * handler may let them pass: the client gets the status that fits. If there is a deadline, of the
   * options or of the route, and the pool's queue is so long that the task would not even begin by
   * then, it is refused at once: 503 with {@code Retry-After}.
   *
   * @param fn a method reference or a lambda that captures serializable values only
   * @throws IllegalStateException if the application has no pool
   */
  public <T> T offload(RemoteCallable<T> fn) throws InterruptedException {
    return offload(TaskOptions.defaults(), fn);
  }

  /** As {@link #offload(RemoteCallable)}, with one argument. */
  public <A, T> T offload(RemoteFunction<A, T> fn, A a) throws InterruptedException {
    return offload(TaskOptions.defaults(), fn, a);
  }

  /** As {@link #offload(RemoteCallable)}, with two arguments. */
  public <A, B, T> T offload(RemoteBiFunction<A, B, T> fn, A a, B b) throws InterruptedException {
    return offload(TaskOptions.defaults(), fn, a, b);
  }

  /** As {@link #offload(RemoteCallable)}, under a deadline or other options. */
  public <T> T offload(TaskOptions options, RemoteCallable<T> fn) throws InterruptedException {
    return Offload.call(pool(options), fn);
  }

  /** As {@link #offload(TaskOptions, RemoteCallable)}, with one argument. */
  public <A, T> T offload(TaskOptions options, RemoteFunction<A, T> fn, A a)
      throws InterruptedException {
    return Offload.call(pool(options), fn, a);
  }

  /** As {@link #offload(TaskOptions, RemoteCallable)}, with two arguments. */
  public <A, B, T> T offload(TaskOptions options, RemoteBiFunction<A, B, T> fn, A a, B b)
      throws InterruptedException {
    return Offload.call(pool(options), fn, a, b);
  }

  private RemoteExecutor pool(TaskOptions options) {
    ProcessPool pool = backstage.pool();
    Admission.check(pool, options, scope());
    return pool.with(options);
  }

  /** As {@link #offload(RemoteFunction, Object)}, for functions that may return nothing. */
  <A, T extends @Nullable Object> T offloadNullable(String task, RemoteFunction<A, T> fn, A a)
      throws InterruptedException {
    return Offload.call(pool(TaskOptions.defaults().named(task)), fn, a);
  }

  /** All routes of the application, with what each takes and answers. */
  public List<RouteInfo> routes() {
    return backstage.site().routes();
  }

  /** The mapper by which the application reads and writes JSON ({@link App#json}). */
  public JsonMapper jsonMapper() {
    return backstage.site().settings().json().mapper();
  }

  /** What this server has done so far. */
  public ServerStatistics statistics() {
    return backstage.statistics();
  }

  Lookup<Endpoint> lookup() {
    return lookup;
  }

  /** Whether a route would take it if its path had a slash more or less at its end. */
  boolean isOneSlashAway() {
    Site site = backstage.site();
    return site.settings().slashes() == Slashes.REDIRECT
        // Clients take what begins with two slashes for another host.
        && !path.startsWith("//")
        && site.find(host(), method(), Misses.otherSlash(path)) instanceof Lookup.Match<Endpoint>;
  }

  /** The method and the path. */
  @Override
  public String toString() {
    return method() + " " + path;
  }
}
