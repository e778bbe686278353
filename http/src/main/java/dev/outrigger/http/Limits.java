package dev.outrigger.http;

import java.time.Duration;

/**
 * What a client may ask of the server.
 *
 * @param requestLine longest request line, in bytes. Default 8 KiB; above it 414
 * @param headers longest header section, in bytes. Default 16 KiB; above it 431
 * @param body longest body that {@link RequestBody#bytes()} takes, in bytes. Default 1 MiB; above
 *     it 413. A handler may ask for more or less
 * @param headerTimeout from the first byte of a request to the end of its header. Default 10 s;
 *     then 408. A new connection that sends nothing for so long is closed
 * @param idleTimeout how long a connection is kept between two requests. Default 75 s; then closed
 * @param pipelined how many requests may wait behind the one that runs, on one connection. Default
 *     16; above it the server reads no further until one is answered
 * @param connections how many connections may be open at once, on one server. Default 10,000; above
 *     it 503 with {@code Retry-After}
 * @param requests how many requests may run at once, on one server. Default 10,000; above it 503
 *     with {@code Retry-After}, before any task is started
 * @param writeTimeout how long a client that is behind may take next to nothing (240 bytes a
 *     second) of what it is sent. Default 30 s; then its connection is closed
 */
public record Limits(
    int requestLine,
    int headers,
    long body,
    Duration headerTimeout,
    Duration idleTimeout,
    int pipelined,
    int connections,
    int requests,
    Duration writeTimeout) {

  private static final Limits DEFAULTS =
      new Limits(
          8 * 1024,
          16 * 1024,
          1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          16,
          10_000,
          10_000,
          Duration.ofSeconds(30));

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the limit and what is wrong with it
   */
  public Limits {
    atLeast("requestLine", requestLine, 16);
    atLeast("headers", headers, 16);
    atLeast("body", body, 0);
    atLeast("headerTimeout in ms", headerTimeout.toMillis(), 1);
    atLeast("idleTimeout in ms", idleTimeout.toMillis(), 1);
    atLeast("pipelined", pipelined, 1);
    atLeast("connections", connections, 1);
    atLeast("requests", requests, 1);
    atLeast("writeTimeout in ms", writeTimeout.toMillis(), 1);
  }

  /** The defaults. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** These limits with another {@link #requestLine()}. */
  public Limits withRequestLine(int bytes) {
    return new Limits(
        bytes,
        headers,
        body,
        headerTimeout,
        idleTimeout,
        pipelined,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #headers()}. */
  public Limits withHeaders(int bytes) {
    return new Limits(
        requestLine,
        bytes,
        body,
        headerTimeout,
        idleTimeout,
        pipelined,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #body()}. */
  public Limits withBody(long bytes) {
    return new Limits(
        requestLine,
        headers,
        bytes,
        headerTimeout,
        idleTimeout,
        pipelined,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #headerTimeout()}. */
  public Limits withHeaderTimeout(Duration timeout) {
    return new Limits(
        requestLine,
        headers,
        body,
        timeout,
        idleTimeout,
        pipelined,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #idleTimeout()}. */
  public Limits withIdleTimeout(Duration timeout) {
    return new Limits(
        requestLine,
        headers,
        body,
        headerTimeout,
        timeout,
        pipelined,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #pipelined()}. */
  public Limits withPipelined(int requests) {
    return new Limits(
        requestLine,
        headers,
        body,
        headerTimeout,
        idleTimeout,
        requests,
        connections,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #connections()}. */
  public Limits withConnections(int count) {
    return new Limits(
        requestLine,
        headers,
        body,
        headerTimeout,
        idleTimeout,
        pipelined,
        count,
        requests,
        writeTimeout);
  }

  /** These limits with another {@link #requests()}. */
  public Limits withRequests(int count) {
    return new Limits(
        requestLine,
        headers,
        body,
        headerTimeout,
        idleTimeout,
        pipelined,
        connections,
        count,
        writeTimeout);
  }

  /** These limits with another {@link #writeTimeout()}. */
  public Limits withWriteTimeout(Duration timeout) {
    return new Limits(
        requestLine,
        headers,
        body,
        headerTimeout,
        idleTimeout,
        pipelined,
        connections,
        requests,
        timeout);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "limit " + name + " must be at least " + least + ", but was " + value);
    }
  }
}
