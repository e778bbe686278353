package dev.outrigger.cli.server;

/**
 * Where to listen.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 for any free one
 */
public record HostPort(String host, int port) {
  /**
   * Reads {@code host:port} and {@code [v6]:port}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static HostPort of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String digits = text.substring(colon + 1);
    if (host.isEmpty() || (host.indexOf(':') >= 0 && !bracketed) || !isPort(digits)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888");
    }
    return new HostPort(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(digits));
  }

  /** Whether a text is a port. */
  public static boolean isPort(String digits) {
    return digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= 65_535;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
