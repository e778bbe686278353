package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What documents say about a method. {@code @Deprecated} is said to be deprecated there too. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Describe {

  /** What it does, in a few words. */
  String summary() default "";

  /** The same at length. */
  String description() default "";

  /** What it belongs to. */
  String[] tags() default {};

  /** The statuses of problems that it throws. */
  int[] problems() default {};
}
