package dev.outrigger.http.handover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The new server's side of a talk with the one that it follows.
 *
 * <p>Threading: on the loop; what was given and said may be asked for by any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Taker extends ChannelInboundHandlerAdapter {
  private final CompletableFuture<List<FileDescriptor>> given = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final List<FileDescriptor> come = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private volatile List<String> paths = List.of();
  private int announced = -1;
  private boolean dropped;

  /** All sockets, once they have come. */
  CompletableFuture<List<FileDescriptor>> given() {
    return given;
  }

  /** Done when the other has closed the connection. */
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  /** The Unix sockets of the other. */
  List<String> paths() {
    return paths;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof FileDescriptor socket) {
      take(socket);
    } else if (message instanceof ByteBuf words) {
      said.writeBytes(ByteBufUtil.getBytes(words));
      words.release();
      Greeting.decode(said.toByteArray()).ifPresent(greeting -> greeted(ctx, greeting));
    }
  }

  private void greeted(ChannelHandlerContext ctx, Greeting greeting) {
    said.reset();
    paths = greeting.paths();
    announced = greeting.sockets();
    ((EpollDomainSocketChannel) ctx.channel())
        .config()
        .setReadMode(DomainSocketReadMode.FILE_DESCRIPTORS);
    ctx.writeAndFlush(Greeting.word(Greeting.GIVE));
    completeIfAllHaveCome();
  }

  private void take(FileDescriptor socket) {
    come.add(socket);
    if (dropped) {
      dropAll();
    } else {
      completeIfAllHaveCome();
    }
  }

  private void completeIfAllHaveCome() {
    if (come.size() == announced) {
      given.complete(List.copyOf(come));
    }
  }

  /** Nobody wants them any more. */
  void dropAll() {
    dropped = true;
    closeAll(come);
  }

  /** Closes these, and forgets them. */
  static void closeAll(Collection<FileDescriptor> sockets) {
    for (FileDescriptor each : sockets) {
      try {
        each.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
    sockets.clear();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    given.completeExceptionally(new EOFException("it has closed the connection"));
    ended.complete(true);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    given.completeExceptionally(cause);
    ctx.close();
  }
}
