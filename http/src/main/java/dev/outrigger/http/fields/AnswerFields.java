package dev.outrigger.http.fields;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.peer.Peer;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.BiConsumer;

/** The fields of an answer but for its status: name, value, name, value; names in lower case. */
public final class AnswerFields {
  private static final AsciiString DATE = AsciiString.cached("date");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString ALT_SVC = AsciiString.cached("alt-svc");

  private AnswerFields() {}

  /**
   * Those of an answer.
   *
   * @param length how many bytes follow; -1 if nobody knows
   */
  public static AsciiString[] of(HttpResponse response, long length, AsciiString date, Peer peer) {
    boolean typed = !response.contentType().isEmpty();
    boolean measured = length >= 0 && response.mayHaveBody();
    boolean elsewhere = !peer.alternatives().isEmpty();
    int own = 1 + (typed ? 1 : 0) + (measured ? 1 : 0) + (elsewhere ? 1 : 0);
    Draft draft = new Draft(own + response.headerCount());
    draft.put(DATE, date);
    if (typed) {
      draft.put(CONTENT_TYPE, new AsciiString(response.contentType()));
    }
    if (measured) {
      draft.put(CONTENT_LENGTH, new AsciiString(Long.toString(length)));
    }
    if (elsewhere) {
      draft.put(ALT_SVC, new AsciiString(peer.alternatives()));
    }
    response.forEachHeader(draft);
    return draft.fields;
  }

  /** Those of an answer that accepts another protocol. */
  public static AsciiString[] switching(HttpResponse response, AsciiString date) {
    Draft draft = new Draft(1 + response.headerCount());
    draft.put(DATE, date);
    response.forEachHeader(draft);
    return draft.fields;
  }

  /** Those behind a body. */
  public static AsciiString[] trailers(List<String> given) {
    Draft draft = new Draft(given.size() / 2);
    for (int i = 0; i < given.size(); i += 2) {
      draft.accept(given.get(i), given.get(i + 1));
    }
    return draft.fields;
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
