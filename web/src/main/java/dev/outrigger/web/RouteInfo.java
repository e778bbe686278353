package dev.outrigger.web;

import java.util.Optional;

/**
 * What is known about a route.
 *
 * @param method in capitals
 * @param pattern the path as it was declared, with the prefixes of all mounts: {@code /users/{id}}
 * @param name the name for {@link Request#url}, if it has one
 */
public record RouteInfo(String method, String pattern, Optional<String> name) {

  /** The method and the pattern, as log lines show them. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
