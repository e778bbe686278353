package dev.outrigger.web;

import dev.outrigger.web.operation.Operation;
import java.util.Optional;

/**
 * What is known about a route.
 *
 * @param method in capitals
 * @param pattern the path as it was declared, with the prefixes of all mounts: {@code /users/{id}}
 * @param name the name for {@link Request#url}, if it has one
 * @param host the host that it is for; empty for any
 * @param operation what it takes and answers, as far as that is known
 */
public record RouteInfo(
    String method, String pattern, Optional<String> name, String host, Operation operation) {

  /** The method and the pattern, as log lines show them. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
