package dev.outrigger.web.operation;

/**
 * A way to log in.
 *
 * @param kind how it is sent
 * @param name the name of the cookie or the header field; empty for what has one of its own
 */
public record OperationLogin(Kind kind, String name) {

  /** How the credentials are sent. */
  public enum Kind {
    /** Name and password (RFC 7617). */
    BASIC,
    /** A token (RFC 6750). */
    BEARER,
    /** A cookie. */
    COOKIE,
    /** A header field. */
    HEADER
  }
}
