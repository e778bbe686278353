package dev.outrigger.http.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * What the loop does for a WebSocket: frames come in and become messages, messages become frames
 * and go out.
 *
 * <p>Threading: on the loop. No step takes a lock.
 */
// A write that fails makes the channel inactive, and that is where everyone looks.
@SuppressWarnings("FutureReturnValueIgnored")
final class Frames extends ChannelInboundHandlerAdapter {
  // A longer message goes in pieces of this length, so that its progress can be seen.
  private static final int LONGEST = 256 * 1024;
  private static final int COMPRESSED = 4;

  private final Link link;
  private final Assembly assembly;
  private final Heartbeat heartbeat;
  private final Pongs pongs;

  Frames(Link link, WebSocketOptions options, boolean deflates) {
    this.link = link;
    this.assembly = new Assembly(options.message(), deflates);
    this.heartbeat = new Heartbeat(link, options.pingInterval(), options.pongTimeout());
    this.pongs = new Pongs(link);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    heartbeat.begin();
  }

  // ---- what comes in

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof WebSocketFrame frame && !link.farewell().isDeaf()) {
        take(frame);
      }
    } catch (CorruptedWebSocketFrameException violation) {
      fail(violation);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(WebSocketFrame frame) {
    boolean control =
        frame instanceof PingWebSocketFrame
            || frame instanceof PongWebSocketFrame
            || frame instanceof CloseWebSocketFrame;
    if (control && frame.rsv() != 0) {
      fail(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "reserved bits in a control frame"));
    } else if (frame instanceof PingWebSocketFrame ping) {
      pongs.answer(ping);
    } else if (frame instanceof CloseWebSocketFrame close) {
      takeClose(close);
    } else if (!control) {
      Arrived whole = assembly.add(frame);
      if (whole != null) {
        link.in().put(whole);
        pauseIfFull();
      }
    }
  }

  private void takeClose(CloseWebSocketFrame close) {
    int code = close.statusCode();
    if (code == -1) {
      link.farewell().hear(new CloseStatus(CloseStatus.NONE));
    } else if (CloseStatus.mayTravel(code)) {
      link.farewell().hear(new CloseStatus(code, close.reasonText()));
    } else {
      fail(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "close code " + code));
    }
  }

  private void fail(CorruptedWebSocketFrameException violation) {
    String what = violation.getMessage();
    fail(new CloseStatus(violation.closeStatus().code(), what == null ? "" : what));
  }

  private void fail(CloseStatus status) {
    link.farewell().fail(status);
    readOn();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    heartbeat.heard();
    link.channel().flush();
  }

  private void pauseIfFull() {
    if (link.in().isFull() && link.channel().config().isAutoRead()) {
      link.channel().config().setAutoRead(false);
      heartbeat.pause();
    }
  }

  void readIfThereIsRoom() {
    if (link.in().hasRoom()) {
      readOn();
    }
  }

  private void readOn() {
    if (!link.channel().config().isAutoRead()) {
      heartbeat.resume();
      link.channel().config().setAutoRead(true);
    }
  }

  // ---- what goes out

  /** Writes all that tasks have left. */
  void push() {
    boolean any = false;
    for (Outgoing next = link.out().next(); next != null; next = link.out().next()) {
      any = true;
      long cost = Outbox.cost(next);
      if (next instanceof Outgoing.Close(CloseStatus status)) {
        link.farewell().say(status);
      } else if (link.farewell().isSaid()) {
        link.out().gone(cost);
      } else if (next instanceof Outgoing.Data data) {
        write(data, cost);
      } else {
        write(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER), cost);
      }
    }
    if (any) {
      link.channel().flush();
    }
  }

  private void write(Outgoing.Data data, long cost) {
    byte[] payload = data.payload();
    int from = 0;
    do {
      int length = Math.min(LONGEST, payload.length - from);
      boolean last = from + length == payload.length;
      ByteBuf piece = Unpooled.wrappedBuffer(payload, from, length);
      int rsv = data.compressed() && from == 0 ? COMPRESSED : 0;
      WebSocketFrame frame =
          from > 0
              ? new ContinuationWebSocketFrame(last, 0, piece)
              : data.text()
                  ? new TextWebSocketFrame(last, rsv, piece)
                  : new BinaryWebSocketFrame(last, rsv, piece);
      write(frame, last ? cost - from : length);
      from += length;
    } while (from < payload.length);
  }

  private void write(WebSocketFrame frame, long cost) {
    link.channel()
        .write(frame)
        .addListener(written -> {
          heartbeat.progressed();
          // What is lost makes no room, or a task that sends as fast as that would hold up the
          // loop.
          if (written.isSuccess()) {
            link.out().gone(cost);
          }
        });
  }

  // ---- how it ends

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    heartbeat.end();
    link.lost("the client is gone");
    link.farewell().isGone();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      fail(violation);
    } else {
      link.broke(cause);
    }
  }
}
