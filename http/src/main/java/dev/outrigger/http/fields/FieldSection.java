package dev.outrigger.http.fields;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * A header section or trailers of HTTP/2 or HTTP/3, as they come out of the decoder, field by field
 * and in their order. What is wrong is only noted here: whoever knows the stream looks at it.
 *
 * <p>Threading: on the loop.
 */
public final class FieldSection {
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
  public FieldSection(int most) {
    this.most = most;
  }

  /** The next field. */
  public void add(AsciiString name, AsciiString value) {
    count++;
    if (problem == null && count <= most) {
      problem = take(name, value);
    }
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
  public @Nullable String problem() {
    return problem;
  }

  /** Whether there were more fields than are kept. */
  public boolean isTooMany() {
    return count > most;
  }

  /** Whether there is any pseudo-header field. */
  public boolean hasPseudo() {
    return method != null
        || scheme != null
        || authority != null
        || path != null
        || protocol != null;
  }

  public @Nullable String requestMethod() {
    return method;
  }

  /** As it came; null if it did not. */
  public @Nullable String requestScheme() {
    return scheme;
  }

  /** As it came; null if it did not. */
  public @Nullable String requestAuthority() {
    return authority;
  }

  /** As it came; null if it did not. */
  public @Nullable String requestPath() {
    return path;
  }

  /** As it came; null if it did not. */
  public @Nullable String requestProtocol() {
    return protocol;
  }

  /** The value of content-length; -1 if there is none. */
  public long contentLength() {
    return contentLength;
  }

  /** All but the pseudo-header fields. */
  public HttpHeaders regular() {
    if (cookies != null) {
      regular.set(COOKIE, cookies.toString());
      cookies = null;
    }
    return regular;
  }
}
