package dev.outrigger.web;

import java.util.ArrayList;
import java.util.List;

/**
 * The routes that the methods of one object answer, so that more can be said about each:
 *
 * <pre>{@code
 * app.endpoints(new Users(db), routes -> {
 *   routes.of("add").bodyUpTo(10_000).use(RateLimit.of(10, Duration.ofMinutes(1)));
 *   routes.of("byId").named("user");
 * });
 * }</pre>
 *
 * <p>Threading: for the thread that runs {@link Application#configure} only.
 */
public final class EndpointRoutes {
  private final String owner;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String method, RouteOptions route) {}

  EndpointRoutes(String owner) {
    this.owner = owner;
  }

  void add(String method, RouteOptions route) {
    entries.add(new Entry(method, route));
  }

  /**
   * The route of a method, by its name in Java.
   *
   * @throws RouteException if no method of this name answers a route, or several routes are
   *     answered so
   */
  public RouteOptions of(String method) {
    List<RouteOptions> found =
        entries.stream().filter(entry -> entry.method().equals(method)).map(Entry::route).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new RouteException(
        new IllegalArgumentException(
            owner
                + "."
                + method
                + (found.isEmpty()
                    ? " answers no route; there are " + names()
                    : " answers several routes, " + found + "; choose among all()")));
  }

  private List<String> names() {
    return entries.stream().map(Entry::method).distinct().toList();
  }

  /** All of them, in the order of the methods' names. */
  public List<RouteOptions> all() {
    return entries.stream().map(Entry::route).toList();
  }
}
