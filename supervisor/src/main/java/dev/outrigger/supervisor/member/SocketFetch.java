package dev.outrigger.supervisor.member;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Report;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes listening sockets from the arbiter, as SCM_RIGHTS of unix(7) carries them. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class SocketFetch extends ChannelInboundHandlerAdapter {
  /** An arbiter that is gone closes the connection; this is for one that was stopped. */
  private static final int PATIENCE_SECONDS = 60;

  private final int wanted;
  private final List<Integer> come = new ArrayList<>();
  private final CompletableFuture<List<Integer>> all = new CompletableFuture<>();

  private SocketFetch(int wanted) {
    this.wanted = wanted;
  }

  /**
   * Asks for them, and waits until they have come.
   *
   * @param wanted how many
   * @throws IOException if they don't come
   */
  public static List<Integer> from(Meeting meeting, int wanted, EventLoops loops)
      throws IOException, InterruptedException {
    if (loops.transport() != Transport.EPOLL) {
      throw new IOException(
          "a server process under an arbiter needs Transport.EPOLL, but its loops have "
              + loops.transport());
    }
    var fetch = new SocketFetch(wanted);
    ChannelFuture connected =
        new Bootstrap()
            .group(loops.netty())
            .channel(EpollDomainSocketChannel.class)
            .option(
                EpollChannelOption.DOMAIN_SOCKET_READ_MODE, DomainSocketReadMode.FILE_DESCRIPTORS)
            .handler(fetch)
            .connect(new DomainSocketAddress(meeting.sockets().toString()))
            .awaitUninterruptibly();
    if (!connected.isSuccess()) {
      throw new IOException("the arbiter gives no sockets", connected.cause());
    }
    try {
      String who = new Report.Join(meeting.server(), meeting.token()).line() + "\n";
      connected.channel().writeAndFlush(Unpooled.copiedBuffer(who, StandardCharsets.UTF_8));
      return fetch.all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the arbiter has not given " + wanted + " sockets", e);
    } finally {
      connected.channel().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FileDescriptor socket) {
      come.add(socket.intValue());
      if (come.size() == wanted) {
        all.complete(List.copyOf(come));
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    all.completeExceptionally(new EOFException("it closed the connection after " + come.size()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    all.completeExceptionally(cause);
    ctx.close();
  }
}
