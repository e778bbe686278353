package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a value is if the request has none, in the words that a client would use:
 * {@code @Default("20") int size}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Default {
  /** The value as text. It must fit the type, or the server does not start. */
  String value();
}
