package dev.outrigger.http.entrance;

import dev.outrigger.http.http1.ConnectionHandler;
import dev.outrigger.http.http2.SessionHandler;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.secure.LiveTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;

/** Leads to HTTP what a listener accepts, or refuses it. */
final class Entrance extends ChannelInitializer<Channel> {
  /** Its name in ALPN. */
  static final String HTTP2 = "h2";

  private final Admission admission;
  private final Map<EventLoop, ServerLoop> homes;
  private final Optional<LiveTls> tls;
  private final Optional<Networks> proxies;
  private volatile String alternatives = "";

  Entrance(
      Admission admission,
      Map<EventLoop, ServerLoop> homes,
      Optional<LiveTls> tls,
      Optional<Networks> proxies) {
    this.admission = admission;
    this.homes = homes;
    this.tls = tls;
    this.proxies = proxies;
  }

  /** Tells clients from now on where else they may ask, see {@link Peer#alternatives()}. */
  void offer(String others) {
    alternatives = others;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
  protected void initChannel(Channel accepted) {
    DuplexChannel channel = (DuplexChannel) accepted;
    ServerLoop home = homes.get(channel.eventLoop());
    SocketAddress seen = channel.remoteAddress();
    if (home == null || seen == null) {
      // A client that was gone before we looked has no address any more.
      channel.close();
      return;
    }
    SocketAddress remote = Addresses.plain(seen);
    boolean plain = tls.isEmpty() && proxies.isEmpty();
    if (!isTrusted(remote)) {
      LoopLog.closed(home.loop(), remote, "it is none of the trusted proxies");
      channel.close();
    } else if (!admission.tryEnter()) {
      LoopLog.full(home.loop(), remote, home.limits());
      refuse(home, channel, plain);
    } else if (plain) {
      home.counters().accepted();
      speak(home, channel, new Peer(remote, Optional.empty()));
    } else {
      home.counters().accepted();
      channel
          .pipeline()
          .addLast(new Antechamber(home, channel, remote, proxies.isPresent(), tls, alternatives));
    }
  }

  /** What comes on this channel from now on is HTTP, in one version or the other. */
  static void speak(ServerLoop home, DuplexChannel channel, Peer peer) {
    if (peer.tls().isEmpty()) {
      channel.pipeline().addLast(new Preface(home, channel, peer));
    } else if (peer.tls().get().applicationProtocol().equals(Optional.of(HTTP2))) {
      SessionHandler.speak(home, channel, peer);
    } else {
      ConnectionHandler.speak(home, channel, peer);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
  private static void refuse(ServerLoop home, DuplexChannel channel, boolean plain) {
    home.counters().refused();
    if (plain) {
      channel.pipeline().addLast(RefusedConnection.forTooMany(channel));
    } else {
      // A word that it understands would cost a handshake.
      channel.close();
    }
  }

  private boolean isTrusted(SocketAddress remote) {
    return proxies.isEmpty()
        || !(remote instanceof InetSocketAddress inet)
        || proxies.get().contains(inet.getAddress());
  }
}
