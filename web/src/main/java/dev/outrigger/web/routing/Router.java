package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request by walking a trie of path segments, so that a lookup costs the same
 * with ten routes and with a thousand. Where several routes fit, the more exact one wins at the
 * leftmost place where they differ; see {@link Search}. Paths without parameters are found by one
 * look into a table.
 *
 * <p>Threading: routes are added by one thread before the router is shared; lookups may then run on
 * any number of threads.
 *
 * @param <H> what a route leads to
 */
public final class Router<H> {
  private static final String[] NO_VALUES = {};

  private final Node<H> root;
  private final List<Route<H>> routes = new ArrayList<>();
  private final Map<String, List<Lookup.Match<H>>> literals = new HashMap<>();
  private int mostParameters;

  /** A router without routes. */
  public Router() {
    this(new Node<>());
  }

  private Router(Node<H> root) {
    this.root = root;
  }

  /**
   * Registers a route.
   *
   * @throws IllegalArgumentException if the pattern is malformed, or another route takes the same
   *     requests; the message is one line and names both
   */
  public Route<H> add(String method, String pattern, H handler) {
    if (method.isEmpty() || !method.equals(method.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Route \""
              + pattern
              + "\" has the method \""
              + method
              + "\"; write it in capitals, as GET");
    }
    PathPattern path = PathPattern.parse(pattern);
    Node<H> node = root;
    for (Segment segment : path.segments()) {
      node = node.grow(segment);
    }
    Route<H> route = new Route<>(method, pattern, path.names(), handler);
    node.end(route);
    keep(route);
    return route;
  }

  private void keep(Route<H> route) {
    routes.add(route);
    mostParameters = Math.max(mostParameters, route.names().size());
    if (route.names().isEmpty()) {
      literals
          .computeIfAbsent(route.pattern(), _ -> new ArrayList<>(1))
          .add(new Lookup.Match<>(route, NO_VALUES));
    }
  }

  /** The same routes to other handlers. */
  public <G> Router<G> mapped(Function<? super H, ? extends G> change) {
    var changed = new HashMap<H, G>();
    Function<H, G> once = handler -> changed.computeIfAbsent(handler, change);
    Router<G> twin = new Router<>(root.mapped(once));
    routes.forEach(route -> twin.keep(route.mapped(once)));
    return twin;
  }

  /** All routes, in the order in which they were added. */
  public List<Route<H>> routes() {
    return List.copyOf(routes);
  }

  /**
   * Finds the route for a request. {@code HEAD} falls back to the route for {@code GET}.
   *
   * @param path the path as the client sent it, still percent-encoded, without the query
   */
  public Lookup<H> find(String method, String path) {
    List<Lookup.Match<H>> exact = literals.get(path);
    if (exact != null) {
      Lookup.Match<H> match = ofMethod(exact, method);
      if (match != null) {
        return match;
      }
    }
    return new Search<H>(method, path, mostParameters).from(root);
  }

  private static <H> Lookup.@Nullable Match<H> ofMethod(
      List<Lookup.Match<H>> matches, String method) {
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).route().method().equals(method)) {
        return matches.get(i);
      }
    }
    return null;
  }
}
