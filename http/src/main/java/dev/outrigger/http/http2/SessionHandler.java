package dev.outrigger.http.http2;

import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;

/**
 * What Netty tells of an HTTP/2 connection as a whole.
 *
 * <p>Threading: on the loop.
 */
public final class SessionHandler extends ChannelInboundHandlerAdapter {
  private final Session session;

  private SessionHandler(Session session) {
    this.session = session;
  }

  /** What comes on this channel from now on is HTTP/2, its preface first. */
  public static void speak(ServerLoop home, DuplexChannel channel, Peer peer) {
    speak(home, channel, peer, System.nanoTime());
  }

  /** The same, for a client that is waited for since then; a time of {@link System#nanoTime()}. */
  public static void speak(ServerLoop home, DuplexChannel channel, Peer peer, long since) {
    Session session = new Session(home, channel, peer, since);
    channel.pipeline().addLast(session.exit(), session.codec(), new SessionHandler(session));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    session.entered();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session.left();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    session.failed(cause);
  }
}
