package dev.outrigger.http.http3;

import dev.outrigger.http.Limits;
import dev.outrigger.http.fields.FieldSection;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * A header section or trailers as they came over HTTP/3.
 *
 * @param isTooLong whether they are longer than {@link Limits#headers()}
 */
record Head(FieldSection section, boolean isTooLong) {
  // What each field is taken for beside its name and value (RFC 9114, 4.2.2).
  private static final int EACH = 32;

  static Head read(Http3Headers headers, Limits limits) {
    FieldSection section = new FieldSection(limits.fields());
    long length = 0;
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      length += field.getKey().length() + field.getValue().length() + EACH;
      section.add(AsciiString.of(field.getKey()), AsciiString.of(field.getValue()));
    }
    return new Head(section, length > limits.headers());
  }
}
