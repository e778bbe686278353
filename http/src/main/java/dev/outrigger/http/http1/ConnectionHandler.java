package dev.outrigger.http.http1;

import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;

/**
 * What Netty tells of a connection: to HTTP, or past it once the protocol has changed.
 *
 * <p>Threading: on the loop.
 */
public final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private final Arrivals arrivals;

  private ConnectionHandler(Connection connection) {
    this.connection = connection;
    this.arrivals = connection.arrivals();
  }

  /** What comes on this channel from now on is HTTP/1.1. */
  public static void speak(ServerLoop home, DuplexChannel channel, Peer peer) {
    speak(home, channel, peer, System.nanoTime());
  }

  /** The same, for a client that is waited for since then; a time of {@link System#nanoTime()}. */
  public static void speak(ServerLoop home, DuplexChannel channel, Peer peer, long since) {
    RequestDecoder decoder = new RequestDecoder(home.limits());
    Connection connection = new Connection(home, channel, peer, decoder, since);
    channel.pipeline().addLast(decoder, new ConnectionHandler(connection));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // An accepted channel is active from the first moment.
    connection.entered();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (connection.hasSwitched()) {
      ctx.fireChannelRead(message);
    } else {
      arrivals.take(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    arrivals.tookAll();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    connection.next();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // Another protocol hears of it first: its task is to know why it is cancelled.
    ctx.fireChannelInactive();
    connection.left();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (connection.hasSuccessor()) {
      ctx.fireExceptionCaught(cause);
    } else {
      connection.giveUp(cause);
    }
  }
}
