package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Packets that nobody has received yet.
 *
 * <p>Threading: the loop puts in, one task takes out. No locks.
 */
final class PacketQueue extends SimpleChannelInboundHandler<DatagramPacket> {
  private final int limit;
  private final Queue<Datagram> packets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> receiver = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;
  // Written by the loop only.
  private volatile long dropped;

  PacketQueue(int limit) {
    this.limit = limit;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one loop
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
    if (count.get() >= limit) {
      dropped++;
      return;
    }
    ByteBuf content = packet.content();
    count.incrementAndGet();
    packets.add(new Datagram(ByteBufUtil.getBytes(content), packet.sender()));
    wake();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    StoppedLoop.whenItCloses(ctx, this::close);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failure.set(cause);
    wake();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close();
  }

  long dropped() {
    return dropped;
  }

  void close() {
    closed = true;
    wake();
  }

  Datagram take(String name) throws IOException, InterruptedException {
    Scope.checkpoint();
    Thread holder = receiver.compareAndExchange(null, Thread.currentThread());
    if (holder != null) {
      throw new IllegalStateException(
          "packets for %s are being received by %s already".formatted(name, Wire.name(holder)));
    }
    try {
      boolean _ =
          Waiting.until(
              () -> !packets.isEmpty() || closed || failure.get() != null, this, Waiting.FOREVER);
      Datagram next = closed ? null : packets.poll();
      if (next != null) {
        count.decrementAndGet();
        return next;
      }
      if (closed) {
        throw new SocketException("cannot receive on " + name + ": this side has closed it");
      }
      Throwable failed = failure.getAndSet(null);
      String reason = failed == null ? "unknown" : Wire.reason(failed);
      throw new SocketException("cannot receive on " + name + ": " + reason, failed);
    } finally {
      receiver.set(null);
    }
  }

  private void wake() {
    LockSupport.unpark(receiver.get());
  }
}
