package dev.outrigger.web.routing;

import java.util.List;
import java.util.function.Function;

/**
 * A registered route.
 *
 * @param method the HTTP method, in capitals
 * @param pattern the path as it was registered, such as {@code /fib/{n:int}}
 * @param names the names of the path's parameters, from left to right
 * @param handler what the route leads to
 */
public record Route<H>(String method, String pattern, List<String> names, H handler) {

  <G> Route<G> mapped(Function<? super H, ? extends G> change) {
    return new Route<>(method, pattern, names, change.apply(handler));
  }

  /** The method and the pattern, as log lines and task names show them. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
