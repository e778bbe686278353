package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Report;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Gives listening sockets to server processes that say who they are. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class SocketGiver implements AutoCloseable {
  private static final int LONGEST_LINE = 1024;

  private final Channel door;

  private SocketGiver(Channel door) {
    this.door = door;
  }

  /**
   * Opens the door.
   *
   * @param sockets of a process that names itself and its token; none for a stranger. Called on the
   *     loop
   */
  static SocketGiver open(
      Path folder, EventLoopGroup loops, Function<Report.Join, List<FileDescriptor>> sockets)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(LONGEST_LINE), new Talk(sockets));
                  }
                })
            .bind(new DomainSocketAddress(Meeting.sockets(folder).toString()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("no socket can be made in " + folder, bound.cause());
    }
    return new SocketGiver(bound.channel());
  }

  private static final class Talk extends SimpleChannelInboundHandler<ByteBuf> {
    private final Function<Report.Join, List<FileDescriptor>> sockets;

    Talk(Function<Report.Join, List<FileDescriptor>> sockets) {
      this.sockets = sockets;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
      if (Report.of(line.toString(StandardCharsets.UTF_8)).orElse(null)
          instanceof Report.Join who) {
        List<FileDescriptor> given = sockets.apply(who);
        if (!given.isEmpty()) {
          given.forEach(ctx::write);
          ctx.flush();
          return;
        }
      }
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  @Override
  public void close() {
    var _ = door.close().awaitUninterruptibly();
  }
}
