package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Dialogue;
import dev.outrigger.bench.load.Exercise;
import dev.outrigger.bench.load.Http1Dialogue;

/** What is measured, in the order of the report. */
enum Work implements Exercise {
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

  @Override
  public String title() {
    return title;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public String way() {
    return way;
  }

  @Override
  public int connections(double scale) {
    return isIdle() ? (int) Math.max(10, connections * scale) : connections;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public boolean isRolling() {
    return this == HTTP2;
  }

  /** Those that ask what rest costs; they need a server that has done nothing else yet. */
  boolean isIdle() {
    return this == IDLE || this == IDLE_WEBSOCKET;
  }

  @Override
  public boolean isSecure() {
    return this == TLS;
  }

  @Override
  public Dialogue dialogue() {
    return switch (this) {
      case PLAINTEXT, PIPELINED, TLS, IDLE -> new Http1Dialogue(Requests.HELLO);
      case UPLOAD -> new Http1Dialogue(Requests.UPLOAD);
      case DOWNLOAD -> new Http1Dialogue(Requests.DOWNLOAD);
      case WEBSOCKET, IDLE_WEBSOCKET -> new WebSocketDialogue();
      case HTTP2 -> new Http2Dialogue();
    };
  }
}
