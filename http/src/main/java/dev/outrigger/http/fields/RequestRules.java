package dev.outrigger.http.fields;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.RequestHead;
import dev.outrigger.http.syntax.Authority;
import dev.outrigger.http.syntax.MalformedException;
import dev.outrigger.http.syntax.RequestTarget;
import dev.outrigger.http.syntax.Trailers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request over HTTP/2 or HTTP/3 must hold to as a whole. What is malformed there has no
 * answer: its stream is reset. What is well formed and still refused is answered, as {@link
 * dev.outrigger.http.http1.RequestRules} has it for HTTP/1.1.
 */
public final class RequestRules {
  private RequestRules() {}

  /**
   * What makes the message malformed, or null. RFC 9113, 8.3.1 and 8.5; RFC 9114, 4.3.1 and 4.4;
   * RFC 8441, 4.
   *
   * @param ends whether no body follows
   */
  public static @Nullable String malformed(FieldSection fields, boolean ends) {
    String problem = fields.problem();
    if (problem != null || fields.isTooMany()) {
      return problem;
    }
    String method = fields.requestMethod();
    if (method == null) {
      return "there is no :method";
    }
    boolean connect = method.equals("CONNECT");
    if (fields.requestProtocol() != null && !connect) {
      return ":protocol is for CONNECT only";
    }
    if (connect && fields.requestProtocol() == null) {
      if (fields.requestScheme() != null || fields.requestPath() != null) {
        return "a CONNECT has neither :scheme nor :path";
      }
    } else if (fields.requestScheme() == null || fields.requestPath() == null) {
      return "there is no :scheme or no :path";
    }
    if (connect && fields.requestAuthority() == null) {
      return "a CONNECT needs an :authority";
    }
    if (ends && fields.contentLength() > 0) {
      return "there is no body, but content-length says there is";
    }
    return differingHosts(fields);
  }

  private static String hostOf(FieldSection fields) {
    String authority = fields.requestAuthority();
    return authority == null ? fields.regular().get(HttpHeaderNames.HOST, "") : authority;
  }

  private static @Nullable String differingHosts(FieldSection fields) {
    String authority = fields.requestAuthority();
    String host = fields.regular().get(HttpHeaderNames.HOST);
    return authority == null || host == null || authority.equalsIgnoreCase(host)
        ? null
        : "host differs from :authority";
  }

  /** Why this request, which is not malformed, is refused; or null. */
  public static @Nullable Refusal refused(FieldSection fields, Limits limits) {
    if (fields.isTooMany()) {
      return new Refusal(431, "there are too many header fields");
    }
    String method = String.valueOf(fields.requestMethod());
    if (method.equals("CONNECT") && fields.requestProtocol() == null) {
      return new Refusal(501, "CONNECT is for proxies, and this is none");
    }
    HttpHeaders regular = fields.regular();
    if (fields.requestAuthority() == null && !regular.contains(HttpHeaderNames.HOST)) {
      return new Refusal(400, "a request needs an :authority or a host");
    }
    String host = hostOf(fields);
    if (!Authority.isValid(host, 0, host.length())) {
      return new Refusal(400, "the :authority is not a name or an address with or without a port");
    }
    if (!isToken(method)) {
      return new Refusal(400, "the method is malformed");
    }
    String scheme = fields.requestScheme();
    if (scheme != null && !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      return new Refusal(400, "the :scheme is neither http nor https");
    }
    String path = String.valueOf(fields.requestPath());
    if (path.length() > limits.requestLine()) {
      return new Refusal(
          414, "the :path is longer than the " + limits.requestLine() + " bytes allowed");
    }
    boolean form = path.startsWith("/") || path.equals("*");
    if (!form || !RequestTarget.isValid(method, path)) {
      return new Refusal(400, "the :path is malformed");
    }
    if (regular.contains(HttpHeaderNames.EXPECT) && !expectsContinue(regular)) {
      return new Refusal(417, "the only expectation known here is 100-continue");
    }
    if (fields.contentLength() > limits.bodyCeiling()) {
      return Refusal.ofLongBody(limits);
    }
    return null;
  }

  /**
   * The head of a request that is let in.
   *
   * @param version what {@code HttpRequest.version()} says
   */
  public static RequestHead head(FieldSection fields, boolean ends, String version) {
    HttpHeaders regular = fields.regular();
    String authority = fields.requestAuthority();
    if (authority != null && !regular.contains(HttpHeaderNames.HOST)) {
      regular.set(HttpHeaderNames.HOST, authority);
    }
    return new RequestHead(
        String.valueOf(fields.requestMethod()),
        String.valueOf(fields.requestPath()),
        version,
        Optional.ofNullable(fields.requestProtocol()),
        regular,
        ends || fields.requestProtocol() != null ? 0 : fields.contentLength(),
        !ends && expectsContinue(regular),
        true);
  }

  /** What makes the fields behind a body malformed, or null. */
  public static @Nullable String malformedTrailers(FieldSection fields) {
    String problem = fields.problem();
    if (problem != null) {
      return problem;
    }
    if (fields.hasPseudo() || fields.isTooMany()) {
      return "these fields must not come behind a body";
    }
    try {
      for (String name : fields.regular().names()) {
        Trailers.check(AsciiString.of(name));
      }
    } catch (MalformedException e) {
      return e.reason();
    }
    return null;
  }

  private static boolean expectsContinue(HttpHeaders regular) {
    return HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
        regular.get(HttpHeaderNames.EXPECT, ""));
  }

  private static boolean isToken(String method) {
    return HttpHeaderValidationUtil.validateToken(method) == -1;
  }
}
