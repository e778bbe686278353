package dev.outrigger.http.http2;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Header sections as a client reads them. */
final class HeaderDecoder {
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  Map<String, String> decode(byte[] block) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      decoder
          .decodeHeaders(1, Unpooled.wrappedBuffer(block))
          .forEach(field ->
              fields.merge(
                  field.getKey().toString(),
                  field.getValue().toString(),
                  (one, other) -> one + ", " + other));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
    return fields;
  }
}
