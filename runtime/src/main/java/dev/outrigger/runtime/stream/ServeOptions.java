package dev.outrigger.runtime.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * How to serve. Start with {@link #defaults} and change what differs.
 *
 * @param listen how to listen. Default: as {@link ListenOptions#defaults} says
 * @param connections how many at a time; the next ones wait in the operating system's line.
 *     Default: 10,000
 * @param readTimeout as of {@link ByteStream#withTimeouts}. Default: zero, no limit
 * @param writeTimeout as of {@link ByteStream#withTimeouts}. Default: zero, no limit
 * @param tls secures each connection before its handler sees it. Default: empty
 */
public record ServeOptions(
    ListenOptions listen,
    int connections,
    Duration readTimeout,
    Duration writeTimeout,
    Optional<Tls> tls) {
  private static final ServeOptions DEFAULTS =
      new ServeOptions(
          ListenOptions.defaults(), 10_000, Duration.ZERO, Duration.ZERO, Optional.empty());

  /** Checks that at least one connection is allowed. */
  public ServeOptions {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "at least one connection must be allowed, but connections was " + connections);
    }
  }

  /** All as the parameters above say. */
  public static ServeOptions defaults() {
    return DEFAULTS;
  }

  /** The same with other options of the listener. */
  public ServeOptions listening(ListenOptions how) {
    return new ServeOptions(how, connections, readTimeout, writeTimeout, tls);
  }

  /** The same with so many connections at most. */
  public ServeOptions withConnections(int most) {
    return new ServeOptions(listen, most, readTimeout, writeTimeout, tls);
  }

  /** The same with time-outs for each call. */
  public ServeOptions withTimeouts(Duration read, Duration write) {
    return new ServeOptions(listen, connections, read, write, tls);
  }

  /** The same, secured. */
  public ServeOptions securedBy(Tls server) {
    return new ServeOptions(listen, connections, readTimeout, writeTimeout, Optional.of(server));
  }
}
