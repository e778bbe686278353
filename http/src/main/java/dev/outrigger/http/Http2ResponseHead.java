package dev.outrigger.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/** The header section of an answer over HTTP/2: its names are in lower case. */
final class Http2ResponseHead {
  private static final AsciiString DATE = AsciiString.cached("date");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

  /** Tells the client to send its body. */
  static final Http2Headers CONTINUE =
      ReadOnlyHttp2Headers.serverHeaders(false, HttpResponseStatus.CONTINUE.codeAsText());

  private Http2ResponseHead() {}

  /**
   * The header of an answer.
   *
   * @param length how many bytes follow; -1 if nobody knows
   */
  static Http2Headers of(HttpResponse response, long length, AsciiString date) {
    boolean typed = !response.contentType().isEmpty();
    boolean measured = length >= 0 && HttpResponse.mayHaveBody(response.status());
    String[] given = response.fields();
    AsciiString[] fields = new AsciiString[2 + (typed ? 2 : 0) + (measured ? 2 : 0) + given.length];
    int at = 0;
    fields[at++] = DATE;
    fields[at++] = date;
    if (typed) {
      fields[at++] = CONTENT_TYPE;
      fields[at++] = new AsciiString(response.contentType());
    }
    if (measured) {
      fields[at++] = CONTENT_LENGTH;
      fields[at++] = new AsciiString(Long.toString(length));
    }
    putAll(given, fields, at);
    return ReadOnlyHttp2Headers.serverHeaders(false, status(response.status()), fields);
  }

  /** What accepts another protocol. */
  static Http2Headers switching(HttpResponse response, AsciiString date) {
    String[] given = response.fields();
    AsciiString[] fields = new AsciiString[2 + given.length];
    fields[0] = DATE;
    fields[1] = date;
    putAll(given, fields, 2);
    return ReadOnlyHttp2Headers.serverHeaders(false, status(200), fields);
  }

  /** The fields behind a body: name, value, name, value. */
  static Http2Headers trailers(List<String> given) {
    AsciiString[] fields = new AsciiString[given.size()];
    putAll(given.toArray(String[]::new), fields, 0);
    return ReadOnlyHttp2Headers.trailers(false, fields);
  }

  private static AsciiString status(int status) {
    return HttpResponseStatus.valueOf(status).codeAsText();
  }

  private static void putAll(String[] given, AsciiString[] fields, int start) {
    for (int i = 0; i < given.length; i += 2) {
      fields[start + i] = new AsciiString(given[i]).toLowerCase();
      fields[start + i + 1] = new AsciiString(given[i + 1]);
    }
  }
}
