package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** From a header field. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface FromHeader {
  /**
   * The name of the field; by default that of the parameter, in small letters with hyphens: {@code
   * ifNoneMatch} is {@code if-none-match}.
   */
  String value() default "";
}
