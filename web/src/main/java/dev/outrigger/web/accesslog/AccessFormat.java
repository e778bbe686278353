package dev.outrigger.web.accesslog;

/** How an access is put into a line. */
@FunctionalInterface
public interface AccessFormat {

  /** The line, without its end. What clients sent must not be able to begin another. */
  String line(Access access);
}
