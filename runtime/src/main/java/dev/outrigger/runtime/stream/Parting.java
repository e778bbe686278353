package dev.outrigger.runtime.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is closed.
 *
 * <p>A kernel that is told to close a socket whose peer still sends answers with a reset, and that
 * takes away from the peer what we had sent last. So after our end we throw away what still comes,
 * until the peer ends too or a second has passed.
 *
 * <p>Threading: all on the loop, but for {@link #give}.
 */
final class Parting {
  private static final long LINGER_MILLIS = 1_000;

  private final Wire wire;
  private volatile @Nullable CompletableFuture<Void> awaited;
  private boolean parted;

  Parting(Wire wire) {
    this.wire = wire;
  }

  /** The output ends; the input goes on. */
  void endOutput(CompletableFuture<Void> ended) {
    awaited = ended;
    endOutput()
        .addListener((Future<? super Void> done) -> {
          if (done.isSuccess()) {
            ended.complete(null);
          } else {
            ended.completeExceptionally(done.cause());
          }
        });
  }

  private Future<Void> endOutput() {
    Security layer = wire.security();
    return layer == null ? endSocketOutput() : layer.endOutput();
  }

  private Future<Void> endSocketOutput() {
    return ((DuplexChannel) wire.channel()).shutdownOutput();
  }

  /** Nobody will come any more to complete what is waited for. */
  void give() {
    CompletableFuture<Void> waiting = awaited;
    if (waiting != null) {
      waiting.completeExceptionally(new SocketException("the loop was stopped"));
    }
  }

  /** Both directions end in good order. */
  void part() {
    Channel channel = wire.channel();
    if (parted || !channel.isOpen()) {
      return;
    }
    parted = true;
    Security layer = wire.security();
    if (layer == null) {
      endSocketOutput().addListener(done -> linger(done.isSuccess()));
    } else {
      layer
          .endOutput()
          .addListener(_ -> endSocketOutput().addListener(done -> linger(done.isSuccess())));
    }
  }

  private void linger(boolean ended) {
    Channel channel = wire.channel();
    if (!ended || wire.inbound().isEnded()) {
      channel.unsafe().close(channel.unsafe().voidPromise());
      return;
    }
    Future<?> longest =
        channel
            .eventLoop()
            .schedule(
                () -> channel.unsafe().close(channel.unsafe().voidPromise()),
                LINGER_MILLIS,
                TimeUnit.MILLISECONDS);
    var _ = channel.closeFuture().addListener(_ -> longest.cancel(false));
    channel.config().setAutoRead(true);
  }

  /** The peer sends no more, or is gone. */
  void peerEnded() {
    Channel channel = wire.channel();
    if (parted && channel.isOpen()) {
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
    }
  }

  /** At once, and the peer is told by a reset where there is such a thing. */
  void reset() {
    Channel channel = wire.channel();
    if (channel.isOpen()) {
      boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
      // Not by the pipeline: TLS would want to say good-bye.
      channel.unsafe().close(channel.unsafe().voidPromise());
    }
    wire.inbound().close();
  }
}
