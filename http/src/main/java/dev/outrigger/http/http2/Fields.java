package dev.outrigger.http.http2;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * A header section or trailers as they come out of the decoder, field by field, in their order.
 *
 * <p>Netty's own map loses the order, on which a rule depends, and what it finds wrong it tells
 * before the stream is known, so that the body behind a malformed header ends the whole connection.
 * So what is wrong is only noted here, and whoever knows the stream looks at it.
 *
 * <p>Threading: on the loop.
 */
final class Fields extends DefaultHttp2Headers {
  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString HOST = AsciiString.cached("host");

  private final HttpHeaders regular =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  private final int most;
  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String authority;
  private @Nullable String path;
  private @Nullable String protocol;
  private @Nullable StringBuilder cookies;
  private @Nullable String problem;
  private long contentLength = -1;
  private int count;

  /**
   * An empty one.
   *
   * @param most how many fields are kept; more are only counted
   */
  Fields(int most) {
    super(false, 0);
    this.most = most;
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    count++;
    if (problem == null && count <= most) {
      problem = take((AsciiString) name, (AsciiString) value);
    }
    return this;
  }

  private @Nullable String take(AsciiString name, AsciiString value) {
    if (!name.isEmpty() && name.byteAt(0) == ':') {
      return takePseudo(name, value);
    }
    String wrong = FieldRules.check(name, value);
    if (wrong != null) {
      return wrong;
    }
    if (name.contentEquals(COOKIE)) {
      // Clients may cut it up, to compress it better.
      if (cookies == null) {
        cookies = new StringBuilder();
      } else {
        cookies.append("; ");
      }
      cookies.append(value);
      return null;
    }
    if (name.contentEquals(CONTENT_LENGTH)) {
      if (contentLength >= 0) {
        return "content-length comes twice";
      }
      contentLength = FieldRules.length(value);
      if (contentLength < 0) {
        return "content-length is no length";
      }
    } else if (name.contentEquals(HOST) && regular.contains(HOST)) {
      return "host comes twice";
    }
    regular.add(name, value);
    return null;
  }

  private @Nullable String takePseudo(AsciiString name, AsciiString value) {
    if (!regular.isEmpty() || cookies != null) {
      return "a pseudo-header field comes behind others";
    }
    if (!FieldRules.isValue(value) || value.isEmpty()) {
      return "a pseudo-header field has no value, or a malformed one";
    }
    String text = value.toString();
    String before;
    switch (name.toString()) {
      case ":method" -> {
        before = method;
        method = text;
      }
      case ":scheme" -> {
        before = scheme;
        scheme = text;
      }
      case ":authority" -> {
        before = authority;
        authority = text;
      }
      case ":path" -> {
        before = path;
        path = text;
      }
      case ":protocol" -> {
        before = protocol;
        protocol = text;
      }
      default -> {
        return "a pseudo-header field is unknown";
      }
    }
    return before == null ? null : "a pseudo-header field comes twice";
  }

  /** What makes the message malformed by itself, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether there were more fields than are kept. */
  boolean isTooMany() {
    return count > most;
  }

  /** Whether there is any pseudo-header field. */
  boolean hasPseudo() {
    return method != null
        || scheme != null
        || authority != null
        || path != null
        || protocol != null;
  }

  @Nullable String requestMethod() {
    return method;
  }

  @Nullable String requestScheme() {
    return scheme;
  }

  @Nullable String requestAuthority() {
    return authority;
  }

  @Nullable String requestPath() {
    return path;
  }

  @Nullable String requestProtocol() {
    return protocol;
  }

  /** The value of content-length; -1 if there is none. */
  long contentLength() {
    return contentLength;
  }

  /** All but the pseudo-header fields. */
  HttpHeaders regular() {
    if (cookies != null) {
      regular.set(COOKIE, cookies.toString());
      cookies = null;
    }
    return regular;
  }
}
