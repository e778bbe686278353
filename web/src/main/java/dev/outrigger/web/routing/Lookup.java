package dev.outrigger.web.routing;

import java.util.Set;

/** What the router found for a method and a path. */
public sealed interface Lookup<H> {

  /** The route, and the decoded values of its parameters. */
  final class Match<H> implements Lookup<H> {
    private final Route<H> route;
    private final String[] values;

    /** {@code values} may be longer than the route has parameters; the rest is not looked at. */
    Match(Route<H> route, String[] values) {
      this.route = route;
      this.values = values;
    }

    /** The route that takes the request. */
    public Route<H> route() {
      return route;
    }

    /**
     * The decoded value of a parameter.
     *
     * @throws IllegalArgumentException if the route's pattern has no such name
     */
    public String value(String name) {
      int index = route.names().indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException(
            "Route " + route + " has no path parameter \"" + name + "\"; it has " + route.names());
      }
      return values[index];
    }
  }

  /** The path exists, for other methods only. */
  record WrongMethod<H>(Set<String> allowed) implements Lookup<H> {}

  /** No route has this path. */
  record NoSuchPath<H>() implements Lookup<H> {}

  /** The path can't be decoded. */
  record BadPath<H>(String reason) implements Lookup<H> {}
}
