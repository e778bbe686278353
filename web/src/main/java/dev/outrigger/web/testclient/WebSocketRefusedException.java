package dev.outrigger.web.testclient;

import java.io.IOException;

/** The server answered the handshake of a WebSocket with something else. */
public final class WebSocketRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient TestResponse response;

  WebSocketRefusedException(TestRequest asked, TestResponse response) {
    super(asked + " became no WebSocket, but " + response);
    this.response = response;
  }

  /** What it answered. */
  public TestResponse response() {
    return response;
  }
}
