package dev.outrigger.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All clients, on one loop: the same for every server. */
public final class Load implements AutoCloseable {
  // A wave at a time: no server's queue of connections has room for ten thousand.
  private static final int WAVE = 100;
  private static final int PER_ADDRESS = 2_000;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final SslContext tls;

  /** Its clients trust whom this context trusts. */
  public Load(SslContext tls) {
    this.tls = tls;
  }

  /** Clients of one server that have been greeted by it. */
  public final class Clients implements AutoCloseable {
    private final List<Channel> channels = new ArrayList<>();

    /** Has each ask until the time is over, once at least; returns how many were answered. */
    public long run(Duration time) throws IOException, InterruptedException {
      Round round = new Round(channels.size(), time);
      loop.execute(() -> channels.forEach(channel -> join(channel, round)));
      return round.await();
    }

    private void join(Channel channel, Round round) {
      var context = channel.pipeline().context(Client.class);
      if (context == null || !channel.isActive()) {
        round.fail(new IOException("the server closed a connection that was idle"));
      } else {
        ((Client) context.handler()).join(context, round);
      }
    }

    @Override
    public void close() {
      channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }
  }

  /** Connects and waits until every client has been greeted. */
  public Clients open(Exercise work, int port, int count) throws IOException, InterruptedException {
    Clients clients = new Clients();
    for (int opened = 0; opened < count; opened += WAVE) {
      int wave = Math.min(WAVE, count - opened);
      Round greeted = new Round(wave, Duration.ZERO);
      for (int i = 0; i < wave; i++) {
        clients.channels.add(connect(work, port, (opened + i) / PER_ADDRESS, greeted));
      }
      var _ = greeted.await();
    }
    return clients;
  }

  // From several addresses of the loopback: the ports of one are soon used up.
  private Channel connect(Exercise work, int port, int from, Round greeted) {
    var connecting =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            // A part of a megabyte that has to wait is no reason to tell anyone.
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(4 << 20, 8 << 20))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (work.isSecure()) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(new Client(work, greeted));
                  }
                })
            .connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (from + 2)), 0));
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        loop.execute(() -> greeted.fail(done.cause()));
      }
    });
    return connecting.channel();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
