package dev.outrigger.http.handover;

import dev.outrigger.http.ListenerOffer;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.socket.Given;
import dev.outrigger.http.socket.Listener;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The Unix socket at which a process asks for the listening sockets of this one. */
public final class Offer implements ListenerOffer {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");

  private final List<Listener> listeners;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean taken;
  private final Listener door;

  private Offer(Path where, List<Listener> listeners, EventLoops loops, LoopWaits waits) {
    this.listeners = listeners;
    this.door =
        Listener.open(
            Endpoint.of(UnixDomainSocketAddress.of(where)).place(),
            Given.NOTHING,
            loops,
            waits,
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Giver(listeners, Offer.this::taken));
              }
            });
  }

  /**
   * Offers these.
   *
   * @throws dev.outrigger.http.BindFailedException if the socket cannot be made
   * @throws IllegalStateException with another transport than epoll
   */
  public static Offer open(
      Path where, List<Listener> listeners, EventLoops loops, LoopWaits waits) {
    requireEpoll(loops);
    return new Offer(where, listeners, loops, waits);
  }

  static void requireEpoll(EventLoops loops) {
    if (loops.transport() != Transport.EPOLL) {
      throw new IllegalStateException(
          "handing listening sockets over needs Transport.EPOLL, but the loops have "
              + loops.transport());
    }
  }

  private void taken(ChannelHandlerContext ctx) {
    EpollDomainSocketChannel other = (EpollDomainSocketChannel) ctx.channel();
    // No loop waits for a listener's end.
    Thread.ofVirtual()
        .name("outrigger-handover")
        .start(() -> {
          taken = true;
          close();
          tell(other);
          var _ = other.close();
        });
  }

  private void tell(EpollDomainSocketChannel other) {
    String who;
    try {
      who = "process " + other.peerCredentials().pid();
    } catch (IOException gone) {
      who = "another process";
    }
    LOG.log(Level.INFO, "{0} has taken over {1} listening sockets", who, listeners.size());
  }

  @Override
  public boolean awaitTaken() throws InterruptedException {
    over.await();
    return taken;
  }

  @Override
  public boolean isTaken() {
    return taken;
  }

  @Override
  public void close() {
    door.close();
    over.countDown();
  }
}
