package dev.outrigger.http.websocket;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import java.util.Objects;

/** Where WebSockets begin. */
public final class WebSockets {
  private WebSockets() {}

  /** {@link #accept(HttpRequest, WebSocketOptions, WebSocketHandler)} with the defaults. */
  public static HttpResponse accept(HttpRequest request, WebSocketHandler handler) {
    return accept(request, WebSocketOptions.defaults(), handler);
  }

  /**
   * Checks the handshake. The handler of the request returns what this returns, and {@code handler}
   * goes on from there.
   *
   * @return the answer that begins the WebSocket; or status 426, to a client of another version of
   *     the protocol
   * @throws HttpException with 426 if the request does not ask for a WebSocket; with 400 if it does
   *     so in a wrong way; with 403 if it comes from a web page that is not allowed to (see {@link
   *     WebSocketOptions#origins})
   */
  public static HttpResponse accept(
      HttpRequest request, WebSocketOptions options, WebSocketHandler handler) {
    Objects.requireNonNull(handler, "handler");
    Handshake handshake = new Handshake(request, options);
    if (handshake.isOfAnotherVersion()) {
      return otherVersion(request);
    }
    Agreement agreement = handshake.check();
    HttpResponse answer =
        HttpResponse.upgrade(
            new Session(options, handler, agreement, request + " from " + request.remote()));
    if (handshake.accept().isPresent()) {
      answer = answer.header("Sec-WebSocket-Accept", handshake.accept().get());
    }
    if (agreement.subprotocol().isPresent()) {
      answer = answer.header("Sec-WebSocket-Protocol", agreement.subprotocol().get());
    }
    if (agreement.deflate().isPresent()) {
      answer =
          answer.header("Sec-WebSocket-Extensions", DeflateOffer.answer(agreement.deflate().get()));
    }
    return answer;
  }

  // HTTP/2 has neither 426 nor the field Upgrade.
  private static HttpResponse otherVersion(HttpRequest request) {
    String text = "this server speaks version 13 of WebSocket\n";
    HttpResponse answer =
        request.protocol().isPresent()
            ? HttpResponse.text(400, text)
            : HttpResponse.text(426, text).header("Upgrade", "websocket");
    return answer.header("Sec-WebSocket-Version", Handshake.VERSION);
  }
}
