package dev.outrigger.http.http1;

import dev.outrigger.http.Limits;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server's decoder and rules make of bytes, without a server.
 *
 * @param messages what was understood before anything was refused
 * @param refused whether something was
 */
record Decoded(List<Message> messages, boolean refused) {
  /** Of bytes that come in pieces, each ending where the next cut is. */
  static Decoded of(byte[] bytes, Limits limits, int... cuts) {
    EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(limits));
    Reader reader = new Reader(limits);
    try {
      int from = 0;
      for (int cut : cuts) {
        channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, cut)));
        from = cut;
      }
      channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, bytes.length)));
      for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
        reader.read(part);
        ReferenceCountUtil.release(part);
      }
    } finally {
      channel.finishAndReleaseAll();
    }
    return new Decoded(reader.messages, reader.refused);
  }

  private static final class Reader {
    private final Limits limits;
    private final List<Message> messages = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private @Nullable DefaultHttpRequest head;
    private boolean refused;

    Reader(Limits limits) {
      this.limits = limits;
    }

    void read(Object part) {
      if (refused) {
        return;
      }
      if (part instanceof DefaultHttpRequest next) {
        refused = RequestRules.check(next, limits) != null;
        head = next;
        body.setLength(0);
      } else if (part instanceof HttpContent content) {
        refused = content.decoderResult().isFailure();
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
      }
      if (!refused && head != null && part instanceof LastHttpContent last) {
        messages.add(
            new Message(
                head.method().name(),
                head.uri(),
                head.protocolVersion().text(),
                entries(head.headers()),
                body.toString(),
                entries(last.trailingHeaders())));
        head = null;
      }
    }

    private static List<Map.Entry<String, String>> entries(HttpHeaders fields) {
      return fields.entries().stream().map(e -> Map.entry(e.getKey(), e.getValue())).toList();
    }
  }
}
