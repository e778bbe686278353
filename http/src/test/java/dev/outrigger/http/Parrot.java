package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A protocol that gives back what it gets, until it hears a full stop or is asked to end. */
public class Parrot implements Upgrade {
  private final CountDownLatch over = new CountDownLatch(1);
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  /** Waits until its task has failed. */
  public Throwable failure() throws Exception {
    return failure.get(20, TimeUnit.SECONDS);
  }

  /** Waits until it is asked to end. */
  public void awaitDrain() throws Exception {
    asked.get(20, TimeUnit.SECONDS);
  }

  @Override
  public String protocol() {
    return "parrot";
  }

  @Override
  public void begin(Channel channel) {
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                ByteBuf heard = (ByteBuf) message;
                boolean last = heard.toString(StandardCharsets.US_ASCII).endsWith(".");
                var _ = ctx.writeAndFlush(heard).addListener(_ -> end(last));
              }
            });
    channel.config().setAutoRead(true);
  }

  private void end(boolean last) {
    if (last) {
      over.countDown();
    }
  }

  @Override
  public void run() throws Exception {
    try {
      over.await();
    } catch (Exception e) {
      failure.complete(e);
      throw e;
    }
  }

  @Override
  public void drain() {
    asked.complete(null);
    over.countDown();
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
