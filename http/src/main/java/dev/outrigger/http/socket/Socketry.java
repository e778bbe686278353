package dev.outrigger.http.socket;

import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.SocketAddress;

/** What differs between the kinds of listening sockets. */
interface Socketry {

  static Socketry of(Place place, Transport transport, Given given) throws IOException {
    return switch (place) {
      case Place.Tcp tcp -> new TcpSocketry(tcp.address(), transport);
      case Place.Unix unix -> new UnixSocketry(unix, transport, given.mayReplace(unix));
      case Place.Inherited inherited -> InheritedSocketry.of(inherited.descriptor(), transport);
    };
  }

  /** Makes the socket listen, by this bootstrap. */
  ChannelFuture open(ServerBootstrap bootstrap) throws IOException;

  /** What is to be done once it listens; gives its address, in the JDK's types. */
  SocketAddress opened(Channel channel) throws IOException;

  /**
   * Sees to it that nobody new finds the socket, where that can be done.
   *
   * @return whether those who wait in its line are ours to be accepted
   */
  boolean hide(Channel channel) throws IOException;

  /** Whether it came from another process, which has it still. */
  default boolean isShared() {
    return false;
  }
}
