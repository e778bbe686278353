package dev.outrigger.http.http3;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.fields.AnswerFields;
import dev.outrigger.http.peer.Peer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.util.AsciiString;
import java.util.List;

/** The header section of an answer over HTTP/3. */
final class ResponseHead {
  private ResponseHead() {}

  /**
   * The header of an answer.
   *
   * @param length how many bytes follow; -1 if nobody knows
   */
  static Http3HeadersFrame of(HttpResponse response, long length, AsciiString date, Peer peer) {
    return frame(response.status(), AnswerFields.of(response, length, date, peer));
  }

  /** Tells the client to send its body. */
  static Http3HeadersFrame goOn() {
    return frame(HttpResponseStatus.CONTINUE.code());
  }

  /** The fields behind a body: name, value, name, value. */
  static Http3HeadersFrame trailers(List<String> given) {
    return frame(new DefaultHttp3Headers(false), AnswerFields.trailers(given));
  }

  private static Http3HeadersFrame frame(int status, AsciiString... fields) {
    Http3Headers headers =
        new DefaultHttp3Headers(false).status(HttpResponseStatus.valueOf(status).codeAsText());
    return frame(headers, fields);
  }

  private static Http3HeadersFrame frame(Http3Headers headers, AsciiString[] fields) {
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return new DefaultHttp3HeadersFrame(headers);
  }
}
