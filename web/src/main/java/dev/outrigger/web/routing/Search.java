package dev.outrigger.web.routing;

import dev.outrigger.web.text.Percent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the trie. At each segment the more exact child is tried first: the literal, then
 * numbers and UUIDs, then expressions in the order of their declaration, then any text, then the
 * whole rest; a branch that turns out to lead nowhere, or to other methods only, is left for the
 * next. The cost depends on the depth of the path, not on the number of routes.
 */
final class Search<H> {
  private static final String[] NO_VALUES = {};

  private final String method;
  private final String path;
  private final int mostParameters;
  private String[] values = NO_VALUES;
  private @Nullable Set<String> allowed;

  Search(String method, String path, int mostParameters) {
    this.method = method;
    this.path = path;
    this.mostParameters = mostParameters;
  }

  Lookup<H> from(Node<H> root) {
    if (!path.startsWith("/")) {
      return new Lookup.NoSuchPath<>();
    }
    try {
      Route<H> route = walk(root, path.length() == 1 ? 1 : 0, 0);
      if (route == null && path.length() == 1) {
        route = rest(root, 0, 0);
      }
      if (route != null) {
        return new Lookup.Match<>(route, values);
      }
      return allowed == null ? new Lookup.NoSuchPath<>() : new Lookup.WrongMethod<>(allowed);
    } catch (Percent.BadEscape e) {
      return new Lookup.BadPath<>("The path segment " + e.getMessage());
    }
  }

  /**
   * @param slash where the slash before the next segment stands, or the path's length at its end
   */
  private @Nullable Route<H> walk(Node<H> node, int slash, int parameters)
      throws Percent.BadEscape {
    if (slash == path.length()) {
      return arrive(node);
    }
    int next = path.indexOf('/', slash + 1);
    int end = next < 0 ? path.length() : next;
    String segment = Percent.decode(path.substring(slash + 1, end));
    Node<H> literal = node.literal(segment);
    Route<H> found = literal == null ? null : walk(literal, end, parameters);
    if (found == null && !segment.isEmpty()) {
      found = parameter(node, segment, end, parameters);
    }
    return found == null ? rest(node, slash, parameters) : found;
  }

  private @Nullable Route<H> parameter(Node<H> node, String segment, int end, int parameters)
      throws Percent.BadEscape {
    Route<H> found = null;
    for (Segment.Kind kind : Node.kinds()) {
      if (kind == Segment.Kind.TEXT) {
        found = expressions(node, segment, end, parameters);
      }
      Node<H> child = found == null ? node.parameter(kind) : null;
      if (child != null && kind.admits(segment)) {
        note(parameters, segment);
        found = walk(child, end, parameters + 1);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Route<H> expressions(Node<H> node, String segment, int end, int parameters)
      throws Percent.BadEscape {
    for (Node.Expression<H> expression : node.expressions()) {
      Optional<String[]> matched = expression.segment().values(segment);
      if (matched.isPresent()) {
        String[] more = matched.get();
        for (int i = 0; i < more.length; i++) {
          note(parameters + i, more[i]);
        }
        Route<H> found = walk(expression.node(), end, parameters + more.length);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable Route<H> rest(Node<H> node, int slash, int parameters)
      throws Percent.BadEscape {
    Node<H> child = node.rest();
    if (child == null) {
      return null;
    }
    note(parameters, Percent.decode(path.substring(slash + 1)));
    return arrive(child);
  }

  private void note(int parameter, String value) {
    if (values.length == 0) {
      values = new String[mostParameters];
    }
    values[parameter] = value;
  }

  private @Nullable Route<H> arrive(Node<H> node) {
    Route<H> route = node.route(method);
    if (route == null && method.equals("HEAD")) {
      route = node.route("GET");
    }
    if (route == null && !node.routes().isEmpty()) {
      allow(node);
    }
    return route;
  }

  private void allow(Node<H> node) {
    Set<String> methods = allowed == null ? new TreeSet<>() : allowed;
    methods.add("OPTIONS");
    for (Route<H> route : node.routes()) {
      methods.add(route.method());
      if (route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    allowed = methods;
  }
}
