package dev.outrigger.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsToldArrivesAsOneDatagram() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Path socket = folder.resolve("notify");
    try (EventLoops loops = EventLoops.builder().count(1).transport(Transport.EPOLL).start()) {
      Channel systemd =
          new Bootstrap()
              .group(loops.netty())
              .channel(EpollDomainDatagramChannel.class)
              .handler(
                  new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(
                        ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                      told.add(packet.content().toString(StandardCharsets.UTF_8));
                    }
                  })
              .bind(new DomainSocketAddress(socket.toString()))
              .syncUninterruptibly()
              .channel();
      Map<String, String> environment =
          Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "3000000");
      ServiceManager manager = ServiceManager.of(environment, loops.netty());
      manager.tell("READY=1\nSTATUS=2 server processes serve");
      assertThat(told.poll(20, TimeUnit.SECONDS))
          .isEqualTo("READY=1\nSTATUS=2 server processes serve");
      assertThat(manager.signsOfLife()).contains(Duration.ofMillis(1500));
      systemd.close().syncUninterruptibly();
    }
  }

  @Test
  void nobodyIsToldWhereNobodyWantsToKnow() {
    try (EventLoops loops = EventLoops.builder().count(1).transport(Transport.EPOLL).start()) {
      ServiceManager manager = ServiceManager.of(Map.of("PATH", "/bin"), loops.netty());
      manager.tell("READY=1");
      assertThat(manager.signsOfLife()).isEmpty();
    }
  }
}
