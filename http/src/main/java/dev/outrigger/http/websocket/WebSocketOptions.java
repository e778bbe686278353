package dev.outrigger.http.websocket;

import dev.outrigger.http.syntax.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a WebSocket is spoken, and what its client may ask of the server. No time is longer than
 * 36,500 days.
 *
 * @param message longest message in bytes, once it is no longer compressed. Default 1 MiB; above it
 *     the WebSocket is closed with 1009
 * @param frame longest frame in bytes. Default 1 MiB; above it 1009
 * @param unread how many bytes of messages may wait to be received. Default 256 KiB; above it the
 *     connection is not read until half of them are
 * @param compression whether permessage-deflate is spoken with clients that offer it. Default true
 * @param subprotocols those that the handler speaks; the first that the client names and that is
 *     among them is agreed on. Default none
 * @param origins the origins of the web pages, beside those of the server's own host, that may
 *     connect: {@code https://example.com}; {@code *} for any. Default none. Others get 403. A
 *     client that is no browser sends no origin, and is let in
 * @param pingInterval after how long a silence the client is pinged. Default 20 s; zero for never
 * @param pongTimeout how long it may be silent then. Default 20 s; then the connection is cut
 * @param closeTimeout how long either side may take to answer a Close. Default 5 s; then the
 *     connection is cut, and a handler that took no notice is cancelled
 */
public record WebSocketOptions(
    int message,
    int frame,
    int unread,
    boolean compression,
    List<String> subprotocols,
    Set<String> origins,
    Duration pingInterval,
    Duration pongTimeout,
    Duration closeTimeout) {

  private static final WebSocketOptions DEFAULTS =
      new WebSocketOptions(
          1024 * 1024,
          1024 * 1024,
          256 * 1024,
          true,
          List.of(),
          Set.of(),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5));

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  public WebSocketOptions {
    subprotocols = List.copyOf(subprotocols);
    origins = Set.copyOf(origins);
    atLeast("message", message, 0);
    atLeast("frame", frame, 125);
    atLeast("unread", unread, 0);
    TimeSpan.require("WebSocket option pingInterval", pingInterval, 0);
    TimeSpan.require("WebSocket option pongTimeout", pongTimeout, 1);
    TimeSpan.require("WebSocket option closeTimeout", closeTimeout, 1);
    for (String name : subprotocols) {
      if (!Fields.isToken(name)) {
        throw new IllegalArgumentException("not a name of a subprotocol: '" + name + "'");
      }
    }
    for (String origin : origins) {
      if (!origin.equals("*") && Origin.parse(origin).isEmpty()) {
        throw new IllegalArgumentException(
            "not an origin: '" + origin + "'; one looks like https://example.com");
      }
    }
  }

  /** The defaults. */
  public static WebSocketOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #message()}. */
  public WebSocketOptions withMessage(int bytes) {
    return new WebSocketOptions(
        bytes,
        frame,
        unread,
        compression,
        subprotocols,
        origins,
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with another {@link #frame()}. */
  public WebSocketOptions withFrame(int bytes) {
    return new WebSocketOptions(
        message,
        bytes,
        unread,
        compression,
        subprotocols,
        origins,
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with another {@link #unread()}. */
  public WebSocketOptions withUnread(int bytes) {
    return new WebSocketOptions(
        message,
        frame,
        bytes,
        compression,
        subprotocols,
        origins,
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with another {@link #compression()}. */
  public WebSocketOptions withCompression(boolean spoken) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        spoken,
        subprotocols,
        origins,
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with other {@link #subprotocols()}. */
  public WebSocketOptions withSubprotocols(String... names) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        compression,
        List.of(names),
        origins,
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with other {@link #origins()}. */
  public WebSocketOptions withOrigins(String... allowed) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        compression,
        subprotocols,
        Set.of(allowed),
        pingInterval,
        pongTimeout,
        closeTimeout);
  }

  /** These options with another {@link #pingInterval()}. */
  public WebSocketOptions withPingInterval(Duration silence) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        compression,
        subprotocols,
        origins,
        silence,
        pongTimeout,
        closeTimeout);
  }

  /** These options with another {@link #pongTimeout()}. */
  public WebSocketOptions withPongTimeout(Duration silence) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        compression,
        subprotocols,
        origins,
        pingInterval,
        silence,
        closeTimeout);
  }

  /** These options with another {@link #closeTimeout()}. */
  public WebSocketOptions withCloseTimeout(Duration longest) {
    return new WebSocketOptions(
        message,
        frame,
        unread,
        compression,
        subprotocols,
        origins,
        pingInterval,
        pongTimeout,
        longest);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "WebSocket option " + name + " must be at least " + least + ", but was " + value);
    }
  }
}
