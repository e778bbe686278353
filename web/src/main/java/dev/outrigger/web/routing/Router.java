package dev.outrigger.web.routing;

import java.util.Locale;

/**
 * Finds the route of a request by walking a trie of path segments, so that a lookup costs the same
 * with ten routes and with a thousand. A pattern's segments are literals, {@code {name}} for any
 * text, or {@code {name:int}} for a decimal number; where several fit, the more exact one wins at
 * the leftmost place where they differ.
 *
 * <p>Threading: routes are added by one thread before the router is shared; lookups may then run on
 * any number of threads.
 *
 * @param <H> what a route leads to
 */
public final class Router<H> {
  private final Node<H> root = new Node<>();
  private int mostParameters;

  /**
   * Registers a route.
   *
   * @throws IllegalArgumentException if the pattern is malformed, or another route takes the same
   *     requests; the message is one line and names both
   */
  public void add(String method, String pattern, H handler) {
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
    node.end(new Route<>(method, pattern, path.names(), handler));
    mostParameters = Math.max(mostParameters, path.names().size());
  }

  /**
   * Finds the route for a request. {@code HEAD} falls back to the route for {@code GET}.
   *
   * @param path the path as the client sent it, still percent-encoded, without the query
   */
  public Lookup<H> find(String method, String path) {
    return new Search<H>(method, path, mostParameters).from(root);
  }
}
