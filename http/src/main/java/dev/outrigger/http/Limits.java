package dev.outrigger.http;

import dev.outrigger.http.syntax.TimeSpan;
import java.time.Duration;

/**
 * What a client may ask of the server. Take {@link #defaults()} and change what you want otherwise.
 * No time is longer than 36,500 days, which is as good as for ever.
 *
 * @param requestLine longest request line, in bytes. Default 8 KiB; above it 414
 * @param headers longest header section, that of the trailers included, in bytes. Default 16 KiB;
 *     above it 431
 * @param fields most header fields of a request, its trailers included. Default 100; above it 431
 * @param body longest body that {@link RequestBody#bytes()} takes, in bytes. Default 1 MiB; above
 *     it 413. A handler may ask for more or less
 * @param bodyCeiling longest body that is let in at all, in bytes, whatever the handler does.
 *     Default 1 GiB; above it 413
 * @param headerTimeout from the first byte of a request to the end of its header. Default 10 s;
 *     then 408. A new connection that sends nothing for so long is closed
 * @param bodyRate slowest that a body may come, in bytes a second; 0 for no such limit. Default
 *     240; below it 408. Time in which the server does not read, for the handler doesn't, is not
 *     counted
 * @param bodyGrace how long a body may be slower than that: each time this long has passed, {@code
 *     bodyRate} times as many bytes must have come since the last time. Default 10 s
 * @param bodyTimeout longest that a whole body may take, counted like the rate; zero for no such
 *     limit. Default zero; then 408
 * @param idleTimeout how long a connection is kept between two requests. Default 75 s; then closed
 * @param pipelined how many requests may wait behind the one that runs, on one connection. Default
 *     16; above it the server reads no further until one is answered
 * @param streams how many streams may be open at once on one connection over HTTP/2 or HTTP/3, and
 *     how many handlers may run for it. Default 100; above it a stream is refused
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
    int fields,
    long body,
    long bodyCeiling,
    Duration headerTimeout,
    int bodyRate,
    Duration bodyGrace,
    Duration bodyTimeout,
    Duration idleTimeout,
    int pipelined,
    int streams,
    int connections,
    int requests,
    Duration writeTimeout) {

  private static final Limits DEFAULTS = new Draft().limits();

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the limit and what is wrong with it
   */
  public Limits {
    atLeast("requestLine", requestLine, 16);
    atLeast("headers", headers, 16);
    atLeast("fields", fields, 1);
    atLeast("body", body, 0);
    atLeast("bodyCeiling", bodyCeiling, 0);
    TimeSpan.require("limit headerTimeout", headerTimeout, 1);
    atLeast("bodyRate", bodyRate, 0);
    TimeSpan.require("limit bodyGrace", bodyGrace, 1);
    TimeSpan.require("limit bodyTimeout", bodyTimeout, 0);
    TimeSpan.require("limit idleTimeout", idleTimeout, 1);
    atLeast("pipelined", pipelined, 1);
    atLeast("streams", streams, 1);
    atLeast("connections", connections, 1);
    atLeast("requests", requests, 1);
    TimeSpan.require("limit writeTimeout", writeTimeout, 1);
  }

  /** The defaults. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** These limits with another {@link #requestLine()}. */
  public Limits withRequestLine(int bytes) {
    Draft draft = new Draft(this);
    draft.requestLine = bytes;
    return draft.limits();
  }

  /** These limits with another {@link #headers()}. */
  public Limits withHeaders(int bytes) {
    Draft draft = new Draft(this);
    draft.headers = bytes;
    return draft.limits();
  }

  /** These limits with another {@link #fields()}. */
  public Limits withFields(int count) {
    Draft draft = new Draft(this);
    draft.fields = count;
    return draft.limits();
  }

  /** These limits with another {@link #body()}. */
  public Limits withBody(long bytes) {
    Draft draft = new Draft(this);
    draft.body = bytes;
    return draft.limits();
  }

  /** These limits with another {@link #bodyCeiling()}. */
  public Limits withBodyCeiling(long bytes) {
    Draft draft = new Draft(this);
    draft.bodyCeiling = bytes;
    return draft.limits();
  }

  /** These limits with another {@link #headerTimeout()}. */
  public Limits withHeaderTimeout(Duration timeout) {
    Draft draft = new Draft(this);
    draft.headerTimeout = timeout;
    return draft.limits();
  }

  /** These limits with another {@link #bodyRate()} and {@link #bodyGrace()}. */
  public Limits withBodyRate(int bytesPerSecond, Duration grace) {
    Draft draft = new Draft(this);
    draft.bodyRate = bytesPerSecond;
    draft.bodyGrace = grace;
    return draft.limits();
  }

  /** These limits with another {@link #bodyTimeout()}. */
  public Limits withBodyTimeout(Duration timeout) {
    Draft draft = new Draft(this);
    draft.bodyTimeout = timeout;
    return draft.limits();
  }

  /** These limits with another {@link #idleTimeout()}. */
  public Limits withIdleTimeout(Duration timeout) {
    Draft draft = new Draft(this);
    draft.idleTimeout = timeout;
    return draft.limits();
  }

  /** These limits with another {@link #pipelined()}. */
  public Limits withPipelined(int requests) {
    Draft draft = new Draft(this);
    draft.pipelined = requests;
    return draft.limits();
  }

  /** These limits with another {@link #streams()}. */
  public Limits withStreams(int count) {
    Draft draft = new Draft(this);
    draft.streams = count;
    return draft.limits();
  }

  /** These limits with another {@link #connections()}. */
  public Limits withConnections(int count) {
    Draft draft = new Draft(this);
    draft.connections = count;
    return draft.limits();
  }

  /** These limits with another {@link #requests()}. */
  public Limits withRequests(int count) {
    Draft draft = new Draft(this);
    draft.requests = count;
    return draft.limits();
  }

  /** These limits with another {@link #writeTimeout()}. */
  public Limits withWriteTimeout(Duration timeout) {
    Draft draft = new Draft(this);
    draft.writeTimeout = timeout;
    return draft.limits();
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "limit " + name + " must be at least " + least + ", but was " + value);
    }
  }

  /** Limits while one of them is being changed, so that nobody lists them all to change one. */
  private static final class Draft {
    int requestLine = 8 * 1024;
    int headers = 16 * 1024;
    int fields = 100;
    long body = 1024 * 1024;
    long bodyCeiling = 1024 * 1024 * 1024;
    Duration headerTimeout = Duration.ofSeconds(10);
    int bodyRate = 240;
    Duration bodyGrace = Duration.ofSeconds(10);
    Duration bodyTimeout = Duration.ZERO;
    Duration idleTimeout = Duration.ofSeconds(75);
    int pipelined = 16;
    int streams = 100;
    int connections = 10_000;
    int requests = 10_000;
    Duration writeTimeout = Duration.ofSeconds(30);

    Draft() {}

    Draft(Limits from) {
      requestLine = from.requestLine;
      headers = from.headers;
      fields = from.fields;
      body = from.body;
      bodyCeiling = from.bodyCeiling;
      headerTimeout = from.headerTimeout;
      bodyRate = from.bodyRate;
      bodyGrace = from.bodyGrace;
      bodyTimeout = from.bodyTimeout;
      idleTimeout = from.idleTimeout;
      pipelined = from.pipelined;
      streams = from.streams;
      connections = from.connections;
      requests = from.requests;
      writeTimeout = from.writeTimeout;
    }

    Limits limits() {
      return new Limits(
          requestLine,
          headers,
          fields,
          body,
          bodyCeiling,
          headerTimeout,
          bodyRate,
          bodyGrace,
          bodyTimeout,
          idleTimeout,
          pipelined,
          streams,
          connections,
          requests,
          writeTimeout);
    }
  }
}
