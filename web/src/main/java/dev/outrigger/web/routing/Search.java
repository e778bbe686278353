package dev.outrigger.web.routing;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the trie. At each segment the more exact child is tried first: the literal, then
 * the number, then any text; a branch that turns out to lead nowhere, or to other methods only, is
 * left for the next. The cost depends on the depth of the path, not on the number of routes.
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
    if (end == slash + 1) {
      return null;
    }
    String segment = Percent.decode(path.substring(slash + 1, end));
    Node<H> literal = node.literal(segment);
    Route<H> found = literal == null ? null : walk(literal, end, parameters);
    if (found == null && node.integer() != null && isInt(segment)) {
      found = take(node.integer(), segment, end, parameters);
    }
    if (found == null && node.text() != null) {
      found = take(node.text(), segment, end, parameters);
    }
    return found;
  }

  private @Nullable Route<H> take(Node<H> child, String value, int end, int parameters)
      throws Percent.BadEscape {
    if (values.length == 0) {
      values = new String[mostParameters];
    }
    values[parameters] = value;
    return walk(child, end, parameters + 1);
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

  static boolean isInt(String text) {
    boolean negative = text.charAt(0) == '-';
    int at = negative ? 1 : 0;
    if (at == text.length()) {
      return false;
    }
    long value = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
      if (value > (negative ? -(long) Integer.MIN_VALUE : Integer.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }
}
