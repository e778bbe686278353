package dev.outrigger.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header fields of a request. Names are the same in any case; values are as they came. */
public interface Headers {
  /** The value of the first field with this name. */
  Optional<String> first(String name);

  /** The values of all fields with this name, in the order in which they came. */
  List<String> all(String name);

  /** Whether there is a field with this name. */
  boolean contains(String name);

  /** The names that occur, each as it came. */
  Set<String> names();
}
