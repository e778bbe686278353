package dev.outrigger.http.http2;

import dev.outrigger.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.BiConsumer;

/** The header section of an answer over HTTP/2: its names are in lower case. */
final class ResponseHead {
  private static final AsciiString DATE = AsciiString.cached("date");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

  /** Tells the client to send its body. */
  static final Http2Headers CONTINUE =
      ReadOnlyHttp2Headers.serverHeaders(false, HttpResponseStatus.CONTINUE.codeAsText());

  private ResponseHead() {}

  /**
   * The header of an answer.
   *
   * @param length how many bytes follow; -1 if nobody knows
   */
  static Http2Headers of(HttpResponse response, long length, AsciiString date) {
    boolean typed = !response.contentType().isEmpty();
    boolean measured = length >= 0 && response.mayHaveBody();
    Draft draft = new Draft(1 + (typed ? 1 : 0) + (measured ? 1 : 0) + response.headerCount());
    draft.put(DATE, date);
    if (typed) {
      draft.put(CONTENT_TYPE, new AsciiString(response.contentType()));
    }
    if (measured) {
      draft.put(CONTENT_LENGTH, new AsciiString(Long.toString(length)));
    }
    response.forEachHeader(draft);
    return ReadOnlyHttp2Headers.serverHeaders(false, status(response.status()), draft.fields);
  }

  /** What accepts another protocol. */
  static Http2Headers switching(HttpResponse response, AsciiString date) {
    Draft draft = new Draft(1 + response.headerCount());
    draft.put(DATE, date);
    response.forEachHeader(draft);
    return ReadOnlyHttp2Headers.serverHeaders(false, status(200), draft.fields);
  }

  /** The fields behind a body: name, value, name, value. */
  static Http2Headers trailers(List<String> given) {
    Draft draft = new Draft(given.size() / 2);
    for (int i = 0; i < given.size(); i += 2) {
      draft.accept(given.get(i), given.get(i + 1));
    }
    return ReadOnlyHttp2Headers.trailers(false, draft.fields);
  }

  private static AsciiString status(int status) {
    return HttpResponseStatus.valueOf(status).codeAsText();
  }

  private static final class Draft implements BiConsumer<String, String> {
    private final AsciiString[] fields;
    private int at;

    Draft(int count) {
      this.fields = new AsciiString[2 * count];
    }

    void put(AsciiString name, AsciiString value) {
      fields[at++] = name;
      fields[at++] = value;
    }

    @Override
    public void accept(String name, String value) {
      put(new AsciiString(name).toLowerCase(), new AsciiString(value));
    }
  }
}
