package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket. It accepts when a task asks for a connection, and else leaves them to the
 * operating system's line.
 *
 * <p>Threading: Netty's calls on the loop; {@code accept} by one task at a time; {@code close} by
 * anyone. No locks.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Channel channel;
  private final EventLoop loop;
  private final Consumer<Channel> options;
  private final Queue<Channel> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> acceptingTask = new AtomicReference<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean closed;
  private volatile String name = "";

  private Acceptor(Channel channel, EventLoop loop, Consumer<Channel> options) {
    this.channel = channel;
    this.loop = loop;
    this.options = options;
  }

  /** Binds; gives what the operating system says if it refuses. */
  static Acceptor open(
      EventLoop loop,
      Sockets kind,
      SocketAddress address,
      Consumer<Channel> own,
      Consumer<Channel> children)
      throws InterruptedException, ExecutionException {
    CompletableFuture<Acceptor> bound = new CompletableFuture<>();
    loop.execute(() -> bind(loop, kind, address, own, children, bound));
    try {
      return Waiting.result(bound);
    } catch (InterruptedException | RuntimeException cancelled) {
      var _ = bound.thenAccept(Acceptor::close);
      throw cancelled;
    }
  }

  private static void bind(
      EventLoop loop,
      Sockets kind,
      SocketAddress address,
      Consumer<Channel> own,
      Consumer<Channel> children,
      CompletableFuture<Acceptor> bound) {
    try {
      Channel channel = kind.openOn(loop);
      channel.config().setAutoRead(false);
      own.accept(channel);
      Acceptor acceptor = new Acceptor(channel, loop, children);
      channel.pipeline().addLast("acceptor", acceptor);
      loop.register(channel)
          .addListener(_ ->
              channel
                  .bind(address)
                  .addListener(done -> {
                    if (done.isSuccess()) {
                      acceptor.name = Names.of(channel.localAddress());
                      bound.complete(acceptor);
                    } else {
                      var _ = channel.close();
                      bound.completeExceptionally(done.cause());
                    }
                  }));
    } catch (RuntimeException | Error e) {
      bound.completeExceptionally(e);
    }
  }

  SocketAddress address() {
    return channel.localAddress();
  }

  boolean isClosed() {
    return closed;
  }

  /** The next connection, on the given loop. */
  Wire accept(EventLoop home) throws IOException, InterruptedException {
    Scope.checkpoint();
    Thread me = Thread.currentThread();
    Thread holder = acceptingTask.compareAndExchange(null, me);
    if (holder != null) {
      throw new IllegalStateException(
          "connections to %s are being accepted by %s already".formatted(name, Wire.name(holder)));
    }
    try {
      return settle(next(), home);
    } finally {
      acceptingTask.set(null);
      if (closed) {
        resetAll();
      }
    }
  }

  private Channel next() throws IOException, InterruptedException {
    while (true) {
      Channel child = accepted.poll();
      if (child != null) {
        return child;
      }
      Throwable failed = failure.getAndSet(null);
      if (failed != null) {
        throw refused("cannot accept on " + name + ": " + Wire.reason(failed), failed);
      }
      if (closed) {
        throw new SocketException("cannot accept on " + name + ": this side has closed it");
      }
      if (asked.compareAndSet(false, true)) {
        onLoop(channel::read);
      }
      boolean _ =
          Waiting.until(
              () -> !accepted.isEmpty() || failure.get() != null || closed,
              this,
              Waiting.deadline(LOOK_NANOS));
      // A loop that was stopped does not always close its listening channels.
      closed |= loop.isTerminated();
    }
  }

  private static SocketException refused(String message, Throwable cause) {
    SocketException told = new SocketException(message);
    told.initCause(cause);
    return told;
  }

  /** The connection moves in with its loop. */
  private Wire settle(Channel child, EventLoop home) throws IOException, InterruptedException {
    CompletableFuture<Wire> settled = new CompletableFuture<>();
    try {
      home.execute(() -> settle(child, home, settled));
      return Waiting.result(settled);
    } catch (InterruptedException | RuntimeException cancelled) {
      // One that nobody will serve must not stay open.
      var _ = settled.thenAccept(Wire::abort);
      if (cancelled instanceof RejectedExecutionException) {
        child.unsafe().closeForcibly();
      }
      throw cancelled;
    } catch (ExecutionException e) {
      throw refused("cannot serve a connection to " + name + ": " + e.getCause(), e);
    }
  }

  private void settle(Channel child, EventLoop home, CompletableFuture<Wire> settled) {
    try {
      SocketAddress from = child.remoteAddress();
      String peer = from == null ? "a client of " + name : Names.of(from);
      Wire wire = new Wire(child, home, peer.isEmpty() ? "a client of " + name : peer);
      options.accept(child);
      home.register(child)
          .addListener(registered -> {
            wire.connected();
            if (registered.isSuccess()) {
              settled.complete(wire);
            } else {
              child.unsafe().closeForcibly();
              settled.completeExceptionally(registered.cause());
            }
          });
    } catch (RuntimeException | Error e) {
      child.unsafe().closeForcibly();
      settled.completeExceptionally(e);
    }
  }

  /** Nobody is accepted any more; those that stand in the line are turned away. */
  void close() {
    closed = true;
    onLoop(() -> {
      var _ = channel.close();
    });
    resetAll();
    wake();
  }

  private void resetAll() {
    for (Channel child = accepted.poll(); child != null; child = accepted.poll()) {
      Channel unwanted = child;
      onLoop(() -> unwanted.unsafe().closeForcibly());
    }
  }

  private void onLoop(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException stopped) {
      closed = true;
      wake();
    }
  }

  private void wake() {
    LockSupport.unpark(acceptingTask.get());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    asked.set(false);
    accepted.add((Channel) message);
    if (closed) {
      resetAll();
    }
    wake();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    StoppedLoop.whenItCloses(ctx, () -> channelInactive(ctx));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    asked.set(false);
    failure.set(cause);
    wake();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed = true;
    wake();
  }
}
