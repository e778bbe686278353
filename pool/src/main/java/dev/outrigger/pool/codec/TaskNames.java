package dev.outrigger.pool.codec;

import java.lang.invoke.SerializedLambda;
import java.util.Optional;

/** Names for tasks that were given none, from the function that they run. */
final class TaskNames {
  private TaskNames() {}

  /** Such as "Fibonacci.fib", for a method reference and for a lambda inside that method alike. */
  static String of(Object function, Optional<SerializedLambda> lambda) {
    return lambda
        .map(seen -> simple(seen.getImplClass()) + "." + method(seen.getImplMethodName()))
        .orElseGet(() -> simple(function.getClass().getName()));
  }

  static String simple(String className) {
    return className.substring(
        1 + Math.max(className.lastIndexOf('/'), className.lastIndexOf('.')));
  }

  /** The compiler calls the body of a lambda in m "lambda$m$hash$1". */
  private static String method(String name) {
    String[] parts = name.split("\\$", 4);
    return parts.length > 2 && parts[0].equals("lambda") ? parts[1] : name;
  }
}
