package dev.outrigger.http.http1;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.RequestHead;
import dev.outrigger.http.syntax.Authority;
import dev.outrigger.http.syntax.MalformedException;
import dev.outrigger.http.syntax.Printable;
import dev.outrigger.http.syntax.RequestTarget;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request's header must hold to before a handler sees it. The decoder checks the grammar;
 * here are the rules about which two servers in a row might disagree, and the status of each
 * refusal.
 */
final class RequestRules {
  // What Netty's decoder makes of "PROXY TCP4 192.0.2.1 192.0.2.2 1 2", whose beginning it takes
  // for a method and a target.
  private static final Pattern REST_OF_PROXY =
      Pattern.compile("invalid version format: [0-9a-fA-F.:]+ [0-9a-fA-F.:]+ \\d+ \\d+");

  private static final Refusal UNKNOWN_CODING =
      new Refusal(501, "the only Transfer-Encoding known here is chunked");

  private RequestRules() {}

  /** Why this request is refused, or null if it is not. */
  // The decoder hands out one object for each version that is written as it must be.
  @SuppressWarnings("ReferenceEquality")
  static @Nullable Refusal check(DefaultHttpRequest request, Limits limits) {
    if (request.decoderResult().isFailure()) {
      return undecodable(request, limits);
    }
    if (request.decoderResult() instanceof HttpMessageDecoderResult size) {
      if (size.initialLineLength() > limits.requestLine()) {
        return tooLongLine(limits);
      } else if (size.headerSize() > limits.headers()) {
        return Refusal.ofLongHeader(limits);
      }
    }
    HttpVersion version = request.protocolVersion();
    boolean current = version == HttpVersion.HTTP_1_1;
    if (!current && version != HttpVersion.HTTP_1_0) {
      return unknownVersion(version);
    }
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING) && !onlyChunked(headers)) {
      return UNKNOWN_CODING;
    }
    String method = request.method().name();
    if (method.equals("CONNECT")) {
      return new Refusal(501, "CONNECT is for proxies, and this is none");
    }
    if (!RequestTarget.isValid(method, request.uri())) {
      return new Refusal(400, "the request target is malformed");
    }
    Refusal host = checkHost(request.uri(), headers, current);
    if (host != null) {
      return host;
    }
    if (current && headers.contains(HttpHeaderNames.EXPECT) && !expectsContinue(request)) {
      return new Refusal(417, "the only expectation known here is 100-continue");
    }
    if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && HttpUtil.getContentLength(request, 0L) > limits.bodyCeiling()) {
      return Refusal.ofLongBody(limits);
    }
    return null;
  }

  /** Why the rest of a body is not taken. */
  static Refusal malformedBody(Throwable cause, Limits limits) {
    if (cause instanceof TooLongHttpHeaderException) {
      return new Refusal(431, "the trailers are longer than the header section may be");
    }
    int status = cause instanceof MalformedException own ? own.status() : 400;
    return new Refusal(status, "the body is malformed" + detail(cause));
  }

  /** The head of a request that is let in. */
  static RequestHead head(DefaultHttpRequest message) {
    HttpHeaders fields = message.headers();
    long length =
        fields.contains(HttpHeaderNames.TRANSFER_ENCODING)
            ? -1
            : HttpUtil.getContentLength(message, 0L);
    return new RequestHead(
        message.method().name(),
        message.uri(),
        message.protocolVersion().text(),
        Optional.empty(),
        fields,
        length,
        length != 0 && expectsContinue(message),
        HttpUtil.isKeepAlive(message));
  }

  private static boolean expectsContinue(DefaultHttpRequest request) {
    if (request.protocolVersion().minorVersion() == 0) {
      return false;
    }
    Iterator<? extends CharSequence> expected =
        request.headers().valueCharSequenceIterator(HttpHeaderNames.EXPECT);
    return expected.hasNext()
        && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected.next())
        && !expected.hasNext();
  }

  private static @Nullable Refusal checkHost(String target, HttpHeaders headers, boolean required) {
    Iterator<? extends CharSequence> hosts =
        headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return required ? new Refusal(400, "an HTTP/1.1 request needs a Host") : null;
    }
    CharSequence host = hosts.next();
    if (hosts.hasNext()) {
      return new Refusal(400, "a request has only one Host");
    }
    // Clients that probe servers leave it empty, as they may.
    if (!host.isEmpty() && !Authority.isValid(host, 0, host.length())) {
      return new Refusal(400, "the Host is not a name or an address with or without a port");
    }
    int start = RequestTarget.authorityStart(target);
    if (start > 0) {
      CharSequence named = target.subSequence(start, RequestTarget.authorityEnd(target));
      if (!AsciiString.contentEqualsIgnoreCase(host, named)) {
        return new Refusal(400, "the Host differs from the one in the request target");
      }
    }
    return null;
  }

  private static Refusal unknownVersion(HttpVersion version) {
    boolean other = version.majorVersion() != 1 || version.minorVersion() > 1;
    return other
        ? new Refusal(505, "this server speaks HTTP/1.1 and HTTP/1.0, not " + version)
        : new Refusal(400, "the protocol version is malformed");
  }

  private static Refusal undecodable(DefaultHttpRequest request, Limits limits) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return tooLongLine(limits);
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Refusal.ofLongHeader(limits);
    }
    if (cause instanceof MalformedException own) {
      return new Refusal(own.status(), own.reason());
    }
    HttpHeaders headers = request.headers();
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && !namesChunked(headers)) {
      return UNKNOWN_CODING;
    }
    return new Refusal(400, "the request is malformed" + detail(cause));
  }

  private static Refusal tooLongLine(Limits limits) {
    return new Refusal(
        414, "the request line is longer than the " + limits.requestLine() + " bytes allowed");
  }

  private static String detail(Throwable cause) {
    String reason = cause.getMessage();
    if (reason == null) {
      return "";
    }
    return ": "
        + (REST_OF_PROXY.matcher(reason).matches()
            ? "it begins with a PROXY header, which is expected from nobody (proxyProtocol)"
            : Printable.text(reason));
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
