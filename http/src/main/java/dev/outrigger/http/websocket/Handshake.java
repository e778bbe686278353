package dev.outrigger.http.websocket;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The opening handshake: RFC 6455, 4.2 for HTTP/1.1, RFC 8441 for HTTP/2, where the protocol is
 * named in the request itself and there is no key.
 */
final class Handshake {
  static final String VERSION = "13";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String KEY = "Sec-WebSocket-Key";

  private final HttpRequest request;
  private final Headers headers;
  private final WebSocketOptions options;

  Handshake(HttpRequest request, WebSocketOptions options) {
    this.request = request;
    this.headers = request.headers();
    this.options = options;
  }

  /** Whether the client speaks a version of the protocol that is not ours. */
  boolean isOfAnotherVersion() {
    List<String> versions = headers.all("Sec-WebSocket-Version");
    return versions.size() == 1 && !versions.getFirst().strip().equals(VERSION);
  }

  /**
   * What both sides agree on.
   *
   * @throws HttpException with 426 for a request that is no handshake, 400 for a malformed one, 403
   *     for an origin that is not allowed
   */
  Agreement check() {
    if (request.protocol().isPresent()) {
      require(
          request.protocol().get().equals("websocket"), "the protocol asked for is no WebSocket");
    } else {
      checkUpgrade();
    }
    require(
        headers.all("Sec-WebSocket-Version").size() == 1,
        "a WebSocket handshake has one Sec-WebSocket-Version");
    checkOrigin();
    return new Agreement(subprotocol(), deflate());
  }

  private void checkUpgrade() {
    require(
        request.method().equals("GET") && request.version().equals("HTTP/1.1"),
        "a WebSocket handshake is a GET of HTTP/1.1");
    if (!Fields.hold(headers.all("Upgrade"), "websocket")) {
      // RFC 9110, 15.5.22: the way to go on is in Upgrade, which an answer of status 426 must have.
      throw new HttpException(426, "here is a WebSocket; this request does not ask for one")
          .withHeader("Upgrade", "websocket");
    }
    require(
        Fields.hold(headers.all("Connection"), "upgrade"), "the field Connection names no Upgrade");
    require(request.body().declaredLength() == 0, "a WebSocket handshake has no body");
    List<String> keys = headers.all(KEY);
    require(
        keys.size() == 1 && isKey(keys.getFirst().strip()),
        "a WebSocket handshake has one Sec-WebSocket-Key of 16 bytes in base64");
  }

  /** The value of Sec-WebSocket-Accept; empty where the client sent no key. */
  Optional<String> accept() {
    return request.protocol().isPresent()
        ? Optional.empty()
        : headers
            .first(KEY)
            .map(key -> Base64.getEncoder().encodeToString(sha1(key.strip() + GUID)));
  }

  private void checkOrigin() {
    List<String> origins = headers.all("Origin");
    if (origins.isEmpty() || options.origins().contains("*")) {
      return;
    }
    Optional<Origin> origin =
        origins.size() == 1 ? Origin.parse(origins.getFirst().strip()) : Optional.empty();
    boolean allowed =
        origin.isPresent()
            && (headers.first("Host").filter(origin.get()::isOf).isPresent()
                || options.origins().stream().anyMatch(each -> Origin.parse(each).equals(origin)));
    if (!allowed) {
      throw new HttpException(403, "pages of this origin may not open a WebSocket here");
    }
  }

  private Optional<String> subprotocol() {
    List<String> offered =
        Fields.tokens(headers.all("Sec-WebSocket-Protocol"))
            .orElseThrow(() -> new HttpException(400, "Sec-WebSocket-Protocol is malformed"));
    Set<String> different = new HashSet<>(offered);
    require(different.size() == offered.size(), "Sec-WebSocket-Protocol names one twice");
    return offered.stream().filter(options.subprotocols()::contains).findFirst();
  }

  private Optional<Deflate> deflate() {
    List<Extensions.Offer> offers =
        Extensions.parse(headers.all("Sec-WebSocket-Extensions"))
            .orElseThrow(() -> new HttpException(400, "Sec-WebSocket-Extensions is malformed"));
    return options.compression() ? DeflateOffer.accept(offers) : Optional.empty();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new HttpException(400, otherwise);
    }
  }

  private static boolean isKey(String text) {
    try {
      return text.length() == 24 && Base64.getDecoder().decode(text).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
