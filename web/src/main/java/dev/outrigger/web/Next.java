package dev.outrigger.web;

/** What lies behind a {@link Middleware}: the next one, and in the end the handler. */
@FunctionalInterface
public interface Next {

  /**
   * Lets the rest of the application answer. What fails there comes back as the answer that the
   * client would get, with {@link Response#failure()}; nothing is thrown but an {@link Error} of
   * the machine.
   */
  Response handle(Request request);
}
