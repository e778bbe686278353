package dev.outrigger.runtime.stream;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How to connect. Start with {@link #defaults} and change what differs.
 *
 * @param connectTimeout for everything from the name to the connection, all attempts included;
 *     zero: no limit. Default: 30 s
 * @param stagger after this long without an answer the next address is tried besides. Default: 250
 *     ms, as RFC 8305 has it
 * @param readTimeout as of {@link ByteStream#withTimeouts}. Default: zero, no limit
 * @param writeTimeout as of {@link ByteStream#withTimeouts}. Default: zero, no limit
 * @param noDelay whether small writes go out at once. Default: true
 * @param keepAlive whether the operating system probes idle connections. Default: false
 * @param from the own address. Default: empty, the operating system chooses
 * @param resolver finds the addresses. Default: {@link Resolver#system}
 */
public record TcpOptions(
    Duration connectTimeout,
    Duration stagger,
    Duration readTimeout,
    Duration writeTimeout,
    boolean noDelay,
    boolean keepAlive,
    Optional<InetSocketAddress> from,
    Resolver resolver) {
  private static final TcpOptions DEFAULTS =
      new TcpOptions(
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          Duration.ZERO,
          Duration.ZERO,
          true,
          false,
          Optional.empty(),
          Resolver.system());

  /** All as the parameters above say. */
  public static TcpOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another {@link #connectTimeout}. */
  public TcpOptions connectWithin(Duration limit) {
    return new TcpOptions(
        limit, stagger, readTimeout, writeTimeout, noDelay, keepAlive, from, resolver);
  }

  /** The same with another {@link #stagger}. */
  public TcpOptions staggeredBy(Duration pause) {
    return new TcpOptions(
        connectTimeout, pause, readTimeout, writeTimeout, noDelay, keepAlive, from, resolver);
  }

  /** The same with time-outs for each call. */
  public TcpOptions withTimeouts(Duration read, Duration write) {
    return new TcpOptions(connectTimeout, stagger, read, write, noDelay, keepAlive, from, resolver);
  }

  /** The same with another {@link #noDelay}. */
  public TcpOptions withNoDelay(boolean on) {
    return new TcpOptions(
        connectTimeout, stagger, readTimeout, writeTimeout, on, keepAlive, from, resolver);
  }

  /** The same with another {@link #keepAlive}. */
  public TcpOptions withKeepAlive(boolean on) {
    return new TcpOptions(
        connectTimeout, stagger, readTimeout, writeTimeout, noDelay, on, from, resolver);
  }

  /** The same with this own address. */
  public TcpOptions from(InetSocketAddress address) {
    return new TcpOptions(
        connectTimeout,
        stagger,
        readTimeout,
        writeTimeout,
        noDelay,
        keepAlive,
        Optional.of(address),
        resolver);
  }

  /** The same with another {@link #resolver}. */
  public TcpOptions resolvedBy(Resolver other) {
    return new TcpOptions(
        connectTimeout, stagger, readTimeout, writeTimeout, noDelay, keepAlive, from, other);
  }
}
