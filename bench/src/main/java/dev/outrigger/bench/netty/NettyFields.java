package dev.outrigger.bench.netty;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The same header fields as Outrigger sends, made as cheaply as Netty can. */
public final class NettyFields {
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

  /** Sets the date now and then every second, all on that loop. */
  public static void keepDate(EventLoop loop) throws InterruptedException {
    loop.submit(NettyFields::refreshDate).sync();
    var _ = loop.scheduleAtFixedRate(NettyFields::refreshDate, 1, 1, TimeUnit.SECONDS);
  }

  private static void refreshDate() {
    date = new AsciiString(IMF_FIXDATE.format(Instant.now()));
  }

  /** Those of a page of plain text over HTTP/1.1. */
  public static HttpHeaders http1(AsciiString length) {
    return UNCHECKED
        .newHeaders()
        .set(DATE_NAME, date)
        .set(TYPE_NAME, TYPE)
        .set(LENGTH_NAME, length);
  }

  /** Those of a page of plain text over HTTP/2. */
  public static Http2Headers http2(AsciiString length) {
    return new DefaultHttp2Headers(false, 8)
        .status(OK)
        .set(H2_DATE, date)
        .set(H2_TYPE, TYPE)
        .set(H2_LENGTH, length);
  }
}
