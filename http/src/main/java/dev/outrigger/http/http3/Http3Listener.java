package dev.outrigger.http.http3;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.secure.LiveTls;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannelOption;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where QUIC's datagrams come in: with epoll a socket for each loop, all on one port, so that the
 * kernel spreads clients over the loops; else one socket, and one loop that serves them all. A
 * datagram of a client whose address has changed may come to another loop's socket; the number of
 * its own loop stands in the connection's identifier, and it is passed on, see {@link Datagrams}.
 *
 * <p>These sockets carry the connections, too: so they stay open until those have ended. Whoever
 * comes while the server drains is refused.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public final class Http3Listener {
  private static final long ALTERNATIVE_SECONDS = 86_400;

  private final List<Channel> channels = new ArrayList<>();
  private final InetSocketAddress address;
  private final LoopWaits waits;

  private Http3Listener(InetSocketAddress address, LoopWaits waits) {
    this.address = address;
    this.waits = waits;
  }

  /**
   * Listens.
   *
   * @param address of TCP, with the port that was really taken
   * @throws BindFailedException if it could not; nothing is left behind then
   */
  public static Http3Listener open(
      InetSocketAddress address,
      EventLoops loops,
      LoopWaits waits,
      Admission admission,
      Map<EventLoop, ServerLoop> homes,
      LiveTls tls) {
    Certificates certificates = Certificates.load(tls.wanted());
    Datagrams datagrams = new Datagrams(homes, admission, certificates);
    Http3Listener opened = new Http3Listener(address, waits);
    boolean each = loops.transport() == Transport.EPOLL && homes.size() > 1;
    for (EventLoop loop : homes.keySet()) {
      if (each || opened.channels.isEmpty()) {
        opened.bind(loop, loops.transport(), datagrams, each);
      }
    }
    tls.followedBy(certificates);
    return opened;
  }

  private void bind(EventLoop loop, Transport transport, Datagrams datagrams, boolean shared) {
    Bootstrap bootstrap =
        new Bootstrap().group(loop).channel(transport.datagramChannel()).handler(datagrams);
    if (shared) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    channels.add(bound.channel());
    if (!bound.isSuccess()) {
      close();
      throw new BindFailedException(
          "cannot listen on UDP "
              + Addresses.text(address)
              + " for HTTP/3: "
              + bound.cause().getMessage(),
          new Place.Tcp(address),
          String.valueOf(bound.cause().getMessage()).contains("in use"));
    }
  }

  /** What clients of the other versions are told, as the field Alt-Svc has it. */
  public String alternative() {
    return "h3=\":" + address.getPort() + "\"; ma=" + ALTERNATIVE_SECONDS;
  }

  /** Closes the sockets, and with them what connections are left; waits for it. */
  public void close() {
    for (Channel channel : channels) {
      try {
        waits.await(channel.eventLoop(), channel.close());
      } catch (RejectedExecutionException loopsAreClosed) {
        // Then the socket is, too.
      }
    }
  }
}
