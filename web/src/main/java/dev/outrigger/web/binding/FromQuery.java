package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * From the query: a simple value, a list of them, or a record of such, each component from a query
 * parameter of its name. Simple values are taken from there without this annotation too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface FromQuery {
  /** The name of the query parameter; by default that of the Java parameter or component. */
  String value() default "";
}
