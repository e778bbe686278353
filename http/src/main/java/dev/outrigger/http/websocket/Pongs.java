package dev.outrigger.http.websocket;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings. Of a peer that sends more of them than it takes answers, only the last is
 * answered, as RFC 6455 allows: it cannot fill our memory.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Pongs {
  private static final int MOST = 32;

  private final Link link;
  private int underWay;
  private byte @Nullable [] latest;

  Pongs(Link link) {
    this.link = link;
  }

  void answer(PingWebSocketFrame ping) {
    byte[] payload = ByteBufUtil.getBytes(ping.content());
    if (underWay < MOST) {
      send(payload);
    } else {
      latest = payload;
    }
  }

  private void send(byte[] payload) {
    if (link.farewell().isSaid()) {
      return;
    }
    underWay++;
    link.channel()
        .write(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)))
        .addListener(written -> {
          underWay--;
          sendLatest();
        });
  }

  private void sendLatest() {
    byte[] payload = latest;
    if (payload != null && link.channel().isActive()) {
      latest = null;
      send(payload);
      link.channel().flush();
    }
  }
}
