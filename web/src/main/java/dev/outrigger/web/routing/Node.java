package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A point of the trie: where the path may go from here, and the routes that end here. */
final class Node<H> {
  private final Map<String, Node<H>> literals = new HashMap<>();
  private @Nullable Node<H> integer;
  private @Nullable Node<H> text;
  // One for each method, so a handful at most: a list is faster than a map.
  private final List<Route<H>> routes = new ArrayList<>(1);

  /** The child for a segment, made if it is new. */
  Node<H> grow(Segment segment) {
    return switch (segment) {
      case Segment.Literal(String literal) -> literals.computeIfAbsent(literal, _ -> new Node<>());
      case Segment.Parameter(var _, Segment.Kind kind) ->
          switch (kind) {
            case INT -> {
              integer = integer == null ? new Node<>() : integer;
              yield integer;
            }
            case TEXT -> {
              text = text == null ? new Node<>() : text;
              yield text;
            }
          };
    };
  }

  void end(Route<H> route) {
    Route<H> rival = route(route.method());
    if (rival != null) {
      throw new IllegalArgumentException(
          route.toString().equals(rival.toString())
              ? "Route " + route + " is declared twice"
              : "Route " + route + " is ambiguous: it takes the same requests as " + rival);
    }
    routes.add(route);
  }

  @Nullable Route<H> route(String method) {
    for (Route<H> route : routes) {
      if (route.method().equals(method)) {
        return route;
      }
    }
    return null;
  }

  List<Route<H>> routes() {
    return routes;
  }

  @Nullable Node<H> literal(String segment) {
    return literals.get(segment);
  }

  @Nullable Node<H> integer() {
    return integer;
  }

  @Nullable Node<H> text() {
    return text;
  }
}
