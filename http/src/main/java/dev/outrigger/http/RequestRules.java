package dev.outrigger.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a request's header must hold to before a handler sees it. Netty's decoder checks the
 * grammar; here are the rules about which two servers in a row might disagree, and the status of
 * each refusal.
 */
final class RequestRules {
  private RequestRules() {}

  /** Why this request is refused, or null if it is not. */
  // The decoder hands out one object for each version that is written as it must be.
  @SuppressWarnings("ReferenceEquality")
  static @Nullable Refusal check(DefaultHttpRequest request, Limits limits) {
    if (request.decoderResult().isFailure()) {
      return undecodable(request, limits);
    }
    HttpVersion version = request.protocolVersion();
    boolean current = version == HttpVersion.HTTP_1_1;
    if (!current && version != HttpVersion.HTTP_1_0) {
      return unknownVersion(version);
    }
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING) && !onlyChunked(headers)) {
      return new Refusal(501, "the only Transfer-Encoding known here is chunked");
    }
    Refusal host = checkHost(headers, current);
    if (host != null) {
      return host;
    }
    String method = request.method().name();
    if (method.equals("CONNECT")) {
      return new Refusal(501, "CONNECT is for proxies, and this is none");
    }
    if (!RequestTarget.isValid(method, request.uri())) {
      return new Refusal(400, "the request target is malformed");
    }
    if (current && headers.contains(HttpHeaderNames.EXPECT) && !expectsContinue(request)) {
      return new Refusal(417, "the only expectation known here is 100-continue");
    }
    return null;
  }

  /** Whether the client waits for a word before it sends the body. */
  static boolean expectsContinue(DefaultHttpRequest request) {
    return request.protocolVersion().minorVersion() == 1
        && request.headers().containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
  }

  private static @Nullable Refusal checkHost(HttpHeaders headers, boolean required) {
    Iterator<? extends CharSequence> hosts =
        headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return required ? new Refusal(400, "an HTTP/1.1 request needs a Host") : null;
    }
    hosts.next();
    return hosts.hasNext() ? new Refusal(400, "a request has only one Host") : null;
  }

  private static Refusal unknownVersion(HttpVersion version) {
    if (version.protocolName().equals("HTTP") && version.majorVersion() != 1) {
      return new Refusal(505, "this server speaks HTTP/1.1 and HTTP/1.0, not " + version);
    }
    return new Refusal(400, "the protocol version is malformed");
  }

  private static Refusal undecodable(DefaultHttpRequest request, Limits limits) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return new Refusal(
          414, "the request line is longer than the " + limits.requestLine() + " bytes allowed");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Refusal(
          431, "the header section is longer than the " + limits.headers() + " bytes allowed");
    }
    HttpHeaders headers = request.headers();
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && !namesChunked(headers)) {
      return new Refusal(501, "the only Transfer-Encoding known here is chunked");
    }
    String reason = cause.getMessage();
    return new Refusal(
        400, "the request is malformed" + (reason == null ? "" : ": " + Printable.text(reason)));
  }

  private static boolean onlyChunked(HttpHeaders headers) {
    Iterator<? extends CharSequence> codings =
        headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
    return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next()) && !codings.hasNext();
  }

  private static boolean namesChunked(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, true);
  }
}
