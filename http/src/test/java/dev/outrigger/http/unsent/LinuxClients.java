package dev.outrigger.http.unsent;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Connections of Netty on one loop, to peers that a test has in its hand. */
public final class LinuxClients implements AutoCloseable {
  private static final IntegerUnixChannelOption NOTSENT_LOWAT =
      new IntegerUnixChannelOption("TCP_NOTSENT_LOWAT", 6, 25);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final ServerSocket peers;
  private final List<Socket> accepted = new ArrayList<>();
  private final List<Channel> connected = new ArrayList<>();

  public LinuxClients() {
    try {
      peers = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public SocketChannel connect() throws Exception {
    Channel channel =
        new Bootstrap()
            .group(loops)
            .channel(EpollSocketChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(peers.getLocalSocketAddress())
            .sync()
            .channel();
    connected.add(channel);
    return (SocketChannel) channel;
  }

  /** The other end of the first connection that has none yet. */
  public Socket peer() throws IOException {
    Socket peer = peers.accept();
    accepted.add(peer);
    return peer;
  }

  /** How much the kernel takes of what is written to it and not sent. */
  public static int mark(SocketChannel channel) {
    return channel.config().getOption(NOTSENT_LOWAT);
  }

  public <T> T onLoop(Callable<T> step) throws Exception {
    return loops.submit(step).get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    for (Socket peer : accepted) {
      peer.close();
    }
    peers.close();
    // A loop that is told to stop between two of its steps ends without closing what is open.
    for (Channel channel : connected) {
      channel.close().awaitUninterruptibly();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
