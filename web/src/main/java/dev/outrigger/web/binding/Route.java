package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method answers a method of HTTP that has no annotation of its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Route {
  /** The method of HTTP, in capitals. */
  String method();

  /** The path as of {@code App}, as {@code /users/{id}}; below the prefix of a mount. */
  String path();
}
