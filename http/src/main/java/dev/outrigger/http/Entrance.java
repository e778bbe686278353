package dev.outrigger.http;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;

/** Makes a {@link Connection} of what a listener accepts, or refuses it. */
final class Entrance extends ChannelInitializer<SocketChannel> {
  private final Limits limits;
  private final Admission admission;
  private final Map<EventLoop, ServerLoop> homes;

  Entrance(Limits limits, Admission admission, Map<EventLoop, ServerLoop> homes) {
    this.limits = limits;
    this.admission = admission;
    this.homes = homes;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
  protected void initChannel(SocketChannel channel) {
    ServerLoop home = homes.get(channel.eventLoop());
    InetSocketAddress remote = channel.remoteAddress();
    if (home == null || remote == null) {
      // A client that was gone before we looked has no address any more.
      channel.close();
    } else if (admission.tryEnter()) {
      RequestDecoder decoder = new RequestDecoder(limits);
      channel
          .pipeline()
          .addLast(decoder, new ConnectionHandler(new Connection(home, channel, remote, decoder)));
    } else {
      home.counters().refused();
      channel.pipeline().addLast(new RefusedConnection(channel));
    }
  }
}
