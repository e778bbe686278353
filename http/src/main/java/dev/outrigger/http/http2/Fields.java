package dev.outrigger.http.http2;

import dev.outrigger.http.fields.FieldSection;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * Where the decoder puts fields, in place of Netty's own map: that one loses their order, on which
 * a rule depends, and what it finds wrong it tells before the stream is known, so that the body
 * behind a malformed header ends the whole connection.
 *
 * <p>Threading: on the loop.
 */
final class Fields extends DefaultHttp2Headers {
  private final FieldSection section;

  /**
   * An empty one.
   *
   * @param most how many fields are kept; more are only counted
   */
  Fields(int most) {
    super(false, 0);
    this.section = new FieldSection(most);
  }

  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    section.add((AsciiString) name, (AsciiString) value);
    return this;
  }

  FieldSection section() {
    return section;
  }
}
