package dev.outrigger.http.tls;

/**
 * What happens to a client that asks for a host that no certificate was given for, the default one
 * included.
 */
public enum UnknownName {
  /** It is shown the default certificate, and decides for itself. */
  DEFAULT,
  /**
   * Its handshake is refused with the alert {@code unrecognized_name}. One that names no host, as
   * with a plain IP address, is shown the default certificate nevertheless.
   */
  REFUSED
}
