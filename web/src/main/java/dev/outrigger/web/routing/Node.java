package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A point of the trie: where the path may go from here, and the routes that end here. */
final class Node<H> {
  private static final Segment.Kind[] KINDS = Segment.Kind.values();

  private final Map<String, Node<H>> literals = new HashMap<>();
  private final Map<Segment.Kind, Node<H>> kinds = new EnumMap<>(Segment.Kind.class);
  private final List<Expression<H>> expressions = new ArrayList<>(0);
  private @Nullable Node<H> rest;
  // One for each method, so a handful at most: a list is faster than a map.
  private final List<Route<H>> routes = new ArrayList<>(1);

  /** A child that an expression leads to. */
  record Expression<H>(Segment.Mixed segment, Node<H> node) {}

  /** The child for a segment, made if it is new. */
  Node<H> grow(Segment segment) {
    return switch (segment) {
      case Segment.Literal(String literal) -> literals.computeIfAbsent(literal, _ -> new Node<>());
      case Segment.Parameter(String _, Segment.Kind kind) ->
          kinds.computeIfAbsent(kind, _ -> new Node<>());
      case Segment.Mixed mixed -> expression(mixed);
      case Segment.Rest _ -> {
        Node<H> node = rest == null ? new Node<>() : rest;
        rest = node;
        yield node;
      }
    };
  }

  private Node<H> expression(Segment.Mixed mixed) {
    String wanted = mixed.pattern().pattern();
    for (Expression<H> known : expressions) {
      if (known.segment().pattern().pattern().equals(wanted)) {
        return known.node();
      }
    }
    Node<H> node = new Node<>();
    expressions.add(new Expression<>(mixed, node));
    return node;
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

  /** The same tree with other handlers. */
  <G> Node<G> mapped(Function<? super H, ? extends G> change) {
    Node<G> twin = new Node<>();
    literals.forEach((text, child) -> twin.literals.put(text, child.mapped(change)));
    kinds.forEach((kind, child) -> twin.kinds.put(kind, child.mapped(change)));
    for (Expression<H> known : expressions) {
      twin.expressions.add(new Expression<>(known.segment(), known.node().mapped(change)));
    }
    twin.rest = rest == null ? null : rest.mapped(change);
    routes.forEach(route -> twin.routes.add(route.mapped(change)));
    return twin;
  }

  @Nullable Route<H> route(String method) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).method().equals(method)) {
        return routes.get(i);
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

  List<Expression<H>> expressions() {
    return expressions;
  }

  /** The child for parameters of this kind. */
  @Nullable Node<H> parameter(Segment.Kind kind) {
    return kinds.isEmpty() ? null : kinds.get(kind);
  }

  /** The child that takes all that is left. */
  @Nullable Node<H> rest() {
    return rest;
  }

  /** The kinds in the order in which they are tried. */
  static Segment.Kind[] kinds() {
    return KINDS;
  }
}
