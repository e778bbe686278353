package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Loop;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.function.Supplier;

/** The kinds of sockets that fit a loop. */
record Sockets(Supplier<Channel> epoll, Supplier<Channel> uring, Supplier<Channel> nio) {
  static final Sockets TCP =
      new Sockets(EpollSocketChannel::new, IoUringSocketChannel::new, NioSocketChannel::new);
  static final Sockets TCP_LISTENER =
      new Sockets(
          EpollServerSocketChannel::new,
          IoUringServerSocketChannel::new,
          NioServerSocketChannel::new);
  static final Sockets UNIX =
      new Sockets(
          EpollDomainSocketChannel::new,
          IoUringDomainSocketChannel::new,
          NioDomainSocketChannel::new);
  static final Sockets UNIX_LISTENER =
      new Sockets(
          EpollServerDomainSocketChannel::new,
          IoUringServerDomainSocketChannel::new,
          NioServerDomainSocketChannel::new);
  static final Sockets UDP =
      new Sockets(EpollDatagramChannel::new, IoUringDatagramChannel::new, NioDatagramChannel::new);

  Channel openOn(EventLoop loop) {
    IoEventLoop io = (IoEventLoop) loop;
    if (io.isIoType(EpollIoHandler.class)) {
      return epoll.get();
    }
    return io.isIoType(IoUringIoHandler.class) ? uring.get() : nio.get();
  }

  /** A path in the form that the loop's sockets take; an @ in front: Linux's abstract names. */
  static SocketAddress unixAddress(EventLoop loop, String path) {
    boolean named = !path.startsWith("@");
    if (!((IoEventLoop) loop).isIoType(NioIoHandler.class)) {
      return new DomainSocketAddress(named ? path : "\0" + path.substring(1));
    }
    if (!named) {
      throw new UnsupportedOperationException(
          "the JDK's sockets have no abstract names, but one was asked for: "
              + path
              + "; use Transport.EPOLL, or a path");
    }
    return UnixDomainSocketAddress.of(path);
  }

  /** The loop of the calling task. */
  static EventLoop currentLoop(String what) {
    return Loop.current()
        .orElseThrow(() ->
            new IllegalStateException(
                what + " needs a loop to live on: call it from a task of one"))
        .netty();
  }
}
