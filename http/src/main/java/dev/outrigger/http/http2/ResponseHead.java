package dev.outrigger.http.http2;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.fields.AnswerFields;
import dev.outrigger.http.peer.Peer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/** The header section of an answer over HTTP/2. */
final class ResponseHead {
  /** Tells the client to send its body. */
  static final Http2Headers CONTINUE =
      ReadOnlyHttp2Headers.serverHeaders(false, HttpResponseStatus.CONTINUE.codeAsText());

  private ResponseHead() {}

  /**
   * The header of an answer.
   *
   * @param length how many bytes follow; -1 if nobody knows
   */
  static Http2Headers of(HttpResponse response, long length, AsciiString date, Peer peer) {
    return ReadOnlyHttp2Headers.serverHeaders(
        false, status(response.status()), AnswerFields.of(response, length, date, peer));
  }

  /** What accepts another protocol. */
  static Http2Headers switching(HttpResponse response, AsciiString date) {
    return ReadOnlyHttp2Headers.serverHeaders(
        false, status(200), AnswerFields.switching(response, date));
  }

  /** The fields behind a body: name, value, name, value. */
  static Http2Headers trailers(List<String> given) {
    return ReadOnlyHttp2Headers.trailers(false, AnswerFields.trailers(given));
  }

  private static AsciiString status(int status) {
    return HttpResponseStatus.valueOf(status).codeAsText();
  }
}
