package dev.outrigger.http;

import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A TCP address of our own. */
final class TcpSocketry implements Socketry {
  private static final int LONGEST_CONNECT_MILLIS = 2000;

  private final InetSocketAddress wanted;
  private final Transport transport;
  // Known once it listens.
  private InetSocketAddress address;

  TcpSocketry(InetSocketAddress wanted, Transport transport) {
    this.wanted = wanted;
    this.transport = transport;
    this.address = wanted;
  }

  @Override
  public ChannelFuture open(ServerBootstrap bootstrap) {
    return bootstrap
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .bind(wanted);
  }

  @Override
  public SocketAddress opened(Channel channel) {
    address = (InetSocketAddress) channel.localAddress();
    return address;
  }

  @Override
  public Marker marker() throws IOException {
    InetAddress host = address.getAddress();
    InetAddress target = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(target, 0));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new TcpMarker(socket, new InetSocketAddress(target, address.getPort()));
  }

  private record TcpMarker(Socket socket, InetSocketAddress target) implements Marker {
    @Override
    public SocketAddress address() {
      return socket.getLocalSocketAddress();
    }

    @Override
    public void connect() throws IOException {
      socket.connect(target, LONGEST_CONNECT_MILLIS);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
