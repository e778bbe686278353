package dev.outrigger.supervisor.host;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells systemd, or who does as it does, what becomes of a service: sd_notify(3). Nothing is told
 * where nobody wants to know.
 *
 * <p>Threading: any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whoever does not listen misses something
final class ServiceManager {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final EventLoopGroup loops;
  private final Optional<DomainSocketAddress> where;
  private final Optional<Duration> watchdog;

  private ServiceManager(
      EventLoopGroup loops, Optional<DomainSocketAddress> where, Optional<Duration> watchdog) {
    this.loops = loops;
    this.where = where;
    this.watchdog = watchdog;
  }

  /** The one that the environment names, if it names one. */
  static ServiceManager of(Map<String, String> environment, EventLoopGroup loops) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!path.startsWith("/")) {
      if (!path.isEmpty()) {
        LOG.log(Level.WARNING, "NOTIFY_SOCKET names no path, but " + path + ": nobody is notified");
      }
      return new ServiceManager(loops, Optional.empty(), Optional.empty());
    }
    return new ServiceManager(
        loops, Optional.of(new DomainSocketAddress(path)), watchdog(environment));
  }

  private static Optional<Duration> watchdog(Map<String, String> environment) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String pid = environment.getOrDefault("WATCHDOG_PID", "");
    boolean ours = pid.isEmpty() || pid.equals(String.valueOf(ProcessHandle.current().pid()));
    return micros.matches("[0-9]{1,15}") && ours
        ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000))
        : Optional.empty();
  }

  /** How often it wants a sign of life, if it does: half of the time after which it acts. */
  Optional<Duration> signsOfLife() {
    return watchdog.map(time -> time.dividedBy(2));
  }

  /** Tells it this: lines as {@code READY=1}, {@code STATUS=…}. */
  void tell(String state) {
    where.ifPresent(address ->
        // Anew each time: whoever listens may have been replaced.
        new Bootstrap()
            .group(loops)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address)
            .addListener(
                (ChannelFutureListener)
                    connected -> {
                      if (connected.isSuccess()) {
                        connected
                            .channel()
                            .writeAndFlush(Unpooled.copiedBuffer(state, StandardCharsets.UTF_8))
                            .addListener(ChannelFutureListener.CLOSE);
                      } else {
                        LOG.log(Level.DEBUG, "nobody listens at " + address, connected.cause());
                      }
                    }));
  }
}
