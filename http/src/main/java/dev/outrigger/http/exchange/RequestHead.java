package dev.outrigger.http.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * What comes before a request's body, whatever the protocol.
 *
 * @param version {@code HTTP/1.1}
 * @param protocol what an extended CONNECT of HTTP/2 asks for; empty elsewhere
 * @param length how many bytes the body has; -1 if nobody knows
 * @param expectsContinue whether the client waits for a word before it sends the body
 * @param keepAlive whether the client would send another request on this connection
 */
public record RequestHead(
    String method,
    String target,
    String version,
    Optional<String> protocol,
    HttpHeaders fields,
    long length,
    boolean expectsContinue,
    boolean keepAlive) {
  /** Whether the answer goes without its body. */
  public boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the client takes the end of the connection for the end of the answer. */
  public boolean isHttp10() {
    return version.equals("HTTP/1.0");
  }

  /** Whether another protocol may follow where this request was. */
  public boolean asksForUpgrade() {
    return protocol.isPresent()
        // One with a body is not switched: its body would have to come first.
        || (fields.contains(HttpHeaderNames.UPGRADE)
            && length == 0
            && !isHttp10()
            && fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true));
  }

  /** Whether this protocol may follow. */
  boolean asksFor(String other) {
    return asksForUpgrade()
        && protocol
            .map(other::equals)
            .orElseGet(() -> fields.containsValue(HttpHeaderNames.UPGRADE, other, true));
  }
}
