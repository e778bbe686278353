package dev.outrigger.web;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.pool.RemoteBiFunction;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.Offload;
import dev.outrigger.runtime.Scope;
import dev.outrigger.web.routing.Lookup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request that a handler answers, and the way from there into worker processes.
 *
 * <p>Threading: for the thread of its handler.
 */
public final class Request {
  private final HttpRequest http;
  private final Lookup.Match<Handler> match;
  private final Backstage backstage;
  private @Nullable QueryString query;

  Request(HttpRequest http, Lookup.Match<Handler> match, Backstage backstage) {
    this.http = http;
    this.match = match;
    this.backstage = backstage;
  }

  /** The method, such as {@code GET}. */
  public String method() {
    return http.method();
  }

  /** The path as the client sent it, still percent-encoded. */
  public String path() {
    return http.path();
  }

  /**
   * The decoded value of a parameter of the route's path.
   *
   * @throws IllegalArgumentException if the route has no such parameter
   */
  public String path(String name) {
    return match.value(name);
  }

  /**
   * The value of a parameter that the route declares as {@code {name:int}}.
   *
   * @throws IllegalArgumentException if the route has no such parameter, or it is not a number
   */
  public int pathInt(String name) {
    return Integer.parseInt(match.value(name));
  }

  /**
   * The first value of a query parameter, decoded; empty text if it has a name only.
   *
   * @throws Problem 400 if the query can't be decoded
   */
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /**
   * All values of a query parameter, in order.
   *
   * @throws Problem 400 if the query can't be decoded
   */
  public List<String> queries(String name) {
    if (query == null) {
      query = QueryString.parse(http.query());
    }
    return query.all(name);
  }

  /** The headers. */
  public Headers headers() {
    return http.headers();
  }

  /**
   * The whole body.
   *
   * @param limit the most bytes to accept; more is answered with status 413
   */
  public byte[] bytes(long limit) throws InterruptedException {
    return http.body().bytes(limit);
  }

  /** The whole body, up to the server's own limit for bodies; more is answered with status 413. */
  public byte[] bytes() throws InterruptedException {
    return http.body().bytes();
  }

  /** The scope of this request: cancelled when the client goes away or the server stops. */
  public Scope scope() {
    return http.scope();
  }

  /**
   * Runs a function in a worker process and waits for its result; the loop goes on meanwhile. If
   * the client goes away the task is cancelled, wherever it is by then. Failures are thrown, and a
   * handler may let them pass: the client gets the status that fits.
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
    return Offload.call(backstage.pool().with(options), fn);
  }

  /** As {@link #offload(TaskOptions, RemoteCallable)}, with one argument. */
  public <A, T> T offload(TaskOptions options, RemoteFunction<A, T> fn, A a)
      throws InterruptedException {
    return Offload.call(backstage.pool().with(options), fn, a);
  }

  /** As {@link #offload(TaskOptions, RemoteCallable)}, with two arguments. */
  public <A, B, T> T offload(TaskOptions options, RemoteBiFunction<A, B, T> fn, A a, B b)
      throws InterruptedException {
    return Offload.call(backstage.pool().with(options), fn, a, b);
  }

  /** What this server has done so far. */
  public ServerStatistics statistics() {
    return backstage.statistics();
  }
}
