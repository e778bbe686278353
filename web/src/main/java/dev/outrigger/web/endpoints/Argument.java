package dev.outrigger.web.endpoints;

import org.jspecify.annotations.Nullable;

/** How one argument of a method comes out of a request. */
@FunctionalInterface
interface Argument {

  /** The value; null also if something was wrong, which the reading has been told then. */
  @Nullable Object value(Reading reading) throws Exception;

  /** Whether only a form with files has it. */
  default boolean isOfFiles() {
    return false;
  }
}
