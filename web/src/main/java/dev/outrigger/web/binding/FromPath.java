package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a parameter of the route's path. Said only where the names differ: a parameter whose
 * name stands in the path is taken from there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface FromPath {
  /** Its name in the path; by default that of the parameter. */
  String value() default "";
}
