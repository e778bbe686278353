package dev.outrigger.bench.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The same header fields as Outrigger sends, made as cheaply as Netty can. */
final class NettyFields {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final AsciiString TYPE = AsciiString.cached("text/plain");
  private static final AsciiString DATE_NAME = AsciiString.cached("Date");
  private static final AsciiString TYPE_NAME = AsciiString.cached("Content-Type");
  private static final AsciiString LENGTH_NAME = AsciiString.cached("Content-Length");
  private static final AsciiString OK = AsciiString.cached("200");
  private static final AsciiString H2_DATE = AsciiString.cached("date");
  private static final AsciiString H2_TYPE = AsciiString.cached("content-type");
  private static final AsciiString H2_LENGTH = AsciiString.cached("content-length");
  private static final DefaultHttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  // One loop serves everything, so no other thread sees it.
  private static AsciiString date = AsciiString.EMPTY_STRING;

  private NettyFields() {}

  static void refreshDate() {
    date = new AsciiString(IMF_FIXDATE.format(Instant.now()));
  }

  static HttpHeaders http1(AsciiString length) {
    return UNCHECKED
        .newHeaders()
        .set(DATE_NAME, date)
        .set(TYPE_NAME, TYPE)
        .set(LENGTH_NAME, length);
  }

  static Http2Headers http2(AsciiString length) {
    return new DefaultHttp2Headers(false, 8)
        .status(OK)
        .set(H2_DATE, date)
        .set(H2_TYPE, TYPE)
        .set(H2_LENGTH, length);
  }
}
