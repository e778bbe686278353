package dev.outrigger.bench.http;

import java.util.EnumSet;

/** What is measured, in the order of the report. */
enum Work {
  PLAINTEXT("plaintext over keep-alive", "http", 32, 1, "at most 1.10 times Netty's"),
  PIPELINED("plaintext, 16 requests at once", "http", 32, 16, "first of all"),
  UPLOAD("a body of 1 MB up", "http", 8, 1, "first of all"),
  DOWNLOAD("a body of 1 MB down", "http", 8, 1, "first of all"),
  WEBSOCKET("WebSocket, echo of 32 letters", "ws", 32, 1, "first of all"),
  HTTP2("HTTP/2 in clear text, 100 streams on each connection", "h2c", 2, 100, "first of all"),
  TLS("plaintext over TLS 1.3", "https", 32, 1, "first of all"),
  IDLE("idle keep-alive connections", "http", 10_000, 1, "4,096 bytes of heap each"),
  IDLE_WEBSOCKET("idle WebSockets", "ws", 10_000, 1, "none");

  private final String title;
  private final String way;
  private final int connections;
  private final int depth;
  private final String target;

  Work(String title, String way, int connections, int depth, String target) {
    this.title = title;
    this.way = way;
    this.connections = connections;
    this.depth = depth;
    this.target = target;
  }

  String title() {
    return title;
  }

  String target() {
    return target;
  }

  /** The kind of port that a server must have for it. */
  String way() {
    return way;
  }

  /** How many connections at this scale, which is 1 for a full run. */
  int connections(double scale) {
    return isIdle() ? (int) Math.max(10, connections * scale) : connections;
  }

  /** How many requests each connection has on their way at once. */
  int depth() {
    return depth;
  }

  /** Whether the next request goes out with each answer, and not when all have come. */
  boolean isRolling() {
    return this == HTTP2;
  }

  /** Those that ask what rest costs; they need a server that has done nothing else yet. */
  boolean isIdle() {
    return this == IDLE || this == IDLE_WEBSOCKET;
  }

  boolean isSecure() {
    return this == TLS;
  }

  /** A new client's side of a connection. */
  Dialogue dialogue() {
    return switch (this) {
      case PLAINTEXT, PIPELINED, TLS, IDLE -> new Http1Dialogue(Http1Request.HELLO);
      case UPLOAD -> new Http1Dialogue(Http1Request.UPLOAD);
      case DOWNLOAD -> new Http1Dialogue(Http1Request.DOWNLOAD);
      case WEBSOCKET, IDLE_WEBSOCKET -> new WebSocketDialogue();
      case HTTP2 -> new Http2Dialogue();
    };
  }

  static EnumSet<Work> all() {
    return EnumSet.allOf(Work.class);
  }
}
