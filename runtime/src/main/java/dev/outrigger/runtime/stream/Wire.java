package dev.outrigger.runtime.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection: its channel, what comes in and what goes out.
 *
 * <p>Tasks say what they want and see to it that a step on the loop follows; one step serves all
 * that is wanted by then, so that a write and the read behind it cost one turn of the loop. No task
 * touches a future of Netty's: those have locks, and the loop must not stand in a line behind a
 * task that only it can run.
 *
 * <p>Threading: from any thread, but for {@link #lost} and {@link #secured}, which the loop calls.
 */
final class Wire {
  private static final long CLOSE_WITHIN_NANOS = 5_000_000_000L;

  private static final SocketAddress NOWHERE = new Unnamed();

  private final Channel channel;
  private final EventLoop loop;
  private final String peer;
  private final Inbound in = new Inbound(this);
  private final Outbound out = new Outbound(this);
  private final AtomicBoolean stepIsDue = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Runnable step = this::run;
  private final Parting parting = new Parting(this);
  private volatile @Nullable Security security;
  private volatile SocketAddress local = NOWHERE;
  private volatile SocketAddress remote = NOWHERE;

  /**
   * A wire that is not connected yet.
   *
   * @param peer what people read in errors
   */
  Wire(Channel channel, EventLoop loop, String peer) {
    this.channel = channel;
    this.loop = loop;
    this.peer = peer;
    channel.config().setAutoRead(false);
    // A failed write must not throw away what the peer sent before it went.
    boolean _ = channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    boolean _ = channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addLast("wire", new WireHandler(this));
  }

  Channel channel() {
    return channel;
  }

  EventLoop loop() {
    return loop;
  }

  String peer() {
    return peer;
  }

  Inbound inbound() {
    return in;
  }

  Outbound outbound() {
    return out;
  }

  Parting parting() {
    return parting;
  }

  @Nullable Security security() {
    return security;
  }

  void secured(Security security) {
    this.security = security;
  }

  SocketAddress localAddress() {
    return local;
  }

  SocketAddress remoteAddress() {
    return remote;
  }

  /** By the loop: a socket forgets its addresses when it is closed. */
  void connected() {
    local = channel.localAddress() == null ? NOWHERE : channel.localAddress();
    remote = channel.remoteAddress() == null ? NOWHERE : channel.remoteAddress();
  }

  /** Whether the task that serves it waits for the next message of the peer. */
  boolean isIdle() {
    return in.isIdle() && out.isEmpty();
  }

  boolean isClosed() {
    return closed.get() || !channel.isOpen();
  }

  /** There is something to do for the loop. */
  void step() {
    if (stepIsDue.compareAndSet(false, true)) {
      onLoop(step);
    }
  }

  private void run() {
    stepIsDue.set(false);
    out.push(channel);
    if (in.isWanted()) {
      channel.read();
    }
  }

  void onLoop(Runnable what) {
    try {
      loop.execute(what);
    } catch (RejectedExecutionException stopped) {
      End gone =
          new End(peer + " is out of reach: the loop of its connection was stopped", stopped);
      out.fail(gone);
      in.end(gone);
      out.throwAway();
      parting.give();
    }
  }

  /** The channel is closed, by the loop. */
  void inactive() {
    // But on epoll, Netty closes a Unix socket when the peer ends, instead of half of it.
    boolean knowsHalves =
        channel instanceof SocketChannel || channel instanceof EpollDomainSocketChannel;
    boolean peerEnded = !knowsHalves && !loop.isShuttingDown();
    End gone = lost(new SocketException("it was closed"));
    in.end(peerEnded && security == null ? End.IN_ORDER : gone);
    out.fail(gone);
  }

  /** The connection broke, by the loop. */
  End lost(Throwable cause) {
    Security layer = security;
    End known = layer == null ? null : layer.failure();
    if (known != null) {
      return known;
    }
    return new End("the connection to " + peer + " is gone: " + reason(cause), cause);
  }

  static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  IOException closedHere(String what) {
    return new SocketException(
        "cannot " + what + " " + peer + ": the stream was closed by this side");
  }

  static String name(Thread thread) {
    return thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
  }

  // ---- how it ends

  void closeOutput(long limit) throws IOException, InterruptedException {
    if (!out.end(limit)) {
      return;
    }
    CompletableFuture<Void> ended = new CompletableFuture<>();
    onLoop(() -> parting.endOutput(ended));
    try {
      Waiting.result(ended);
    } catch (java.util.concurrent.ExecutionException e) {
      throw lost(e.getCause() == null ? e : e.getCause()).exception();
    }
  }

  void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    out.close();
    in.close();
    boolean gone = false;
    try {
      gone = out.isEmpty() || out.awaitGone(CLOSE_WITHIN_NANOS);
      End untold = gone ? out.untold() : timeIsUp();
      if (untold != null) {
        throw untold.exception();
      }
    } catch (InterruptedException e) {
      // As in Trio: closing is forceful when it may not wait. A cancellation has been thrown from
      // here; a plain interrupt is left for the caller's next wait.
      Thread.currentThread().interrupt();
    } finally {
      end(gone);
    }
  }

  private End timeIsUp() {
    return new End(
        "closing the stream cut off bytes that %s did not take within %d s"
            .formatted(peer, CLOSE_WITHIN_NANOS / 1_000_000_000),
        null);
  }

  private void end(boolean inOrder) {
    if (inOrder) {
      onLoop(parting::part);
    } else {
      onLoop(parting::reset);
    }
  }

  void abort() {
    closed.set(true);
    out.close();
    in.close();
    onLoop(parting::reset);
  }

  /** Of a Unix socket that has no name, which is every client's. */
  private static final class Unnamed extends SocketAddress {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return "";
    }
  }
}
