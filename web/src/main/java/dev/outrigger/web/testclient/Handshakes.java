package dev.outrigger.web.testclient;

/** What a client sends to open a WebSocket (RFC 6455, 4.1). */
final class Handshakes {
  private Handshakes() {}

  /** The request with what it lacks. */
  static TestRequest complete(TestRequest asked) {
    TestRequest whole = with(asked, "Upgrade", "websocket");
    whole = with(whole, "Connection", "Upgrade");
    whole = with(whole, "Sec-WebSocket-Version", "13");
    return with(whole, "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  }

  private static TestRequest with(TestRequest asked, String name, String value) {
    return asked.headers().contains(name) ? asked : asked.header(name, value);
  }
}
