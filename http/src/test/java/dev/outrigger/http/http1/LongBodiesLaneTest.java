package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.pace.Uptake;
import dev.outrigger.http.unsent.FastLanes;
import dev.outrigger.http.unsent.LinuxClients;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a long body has a fast lane. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class LongBodiesLaneTest {
  private static final int COMMON = 128 * 1024;
  private static final int FAST = 1024 * 1024;
  // More than both kernels take.
  private static final byte[] LONG = new byte[32 << 20];

  private final FastLanes lanes = new FastLanes();
  @AutoClose private final LinuxClients clients = new LinuxClients();

  private SocketChannel connection() throws Exception {
    SocketChannel channel = clients.connect();
    channel.pipeline().addLast(new LongBodies(new Uptake(channel, Duration.ofMinutes(1)), lanes));
    return channel;
  }

  private ChannelFuture send(SocketChannel channel, byte[] bytes) throws Exception {
    return clients.onLoop(() -> channel.writeAndFlush(new LongBodies.Body(bytes)));
  }

  @Test
  void aLaneIsLeftWhenTheLastBodyIsOnItsWay() throws Exception {
    SocketChannel channel = connection();
    try (Socket peer = clients.peer()) {
      ChannelFuture first = send(channel, LONG);
      ChannelFuture second = send(channel, LONG);
      assertThat(LinuxClients.mark(channel)).isEqualTo(FAST);
      peer.getInputStream().skipNBytes(2L * LONG.length);
      first.sync();
      second.sync();
      assertThat(clients.onLoop(() -> LinuxClients.mark(channel))).isEqualTo(COMMON);
    }
  }

  @Test
  void aLaneIsLeftWhenTheClientGoes() throws Exception {
    for (int i = 0; i < 40; i++) {
      SocketChannel channel = connection();
      ChannelFuture sent;
      try (Socket _ = clients.peer()) {
        sent = send(channel, LONG);
        assertThat(LinuxClients.mark(channel)).isEqualTo(FAST);
      }
      assertThat(sent.await().isSuccess()).isFalse();
      channel.closeFuture().sync();
    }
  }

  @Test
  void whoFindsNoLaneFreeIsServedAllTheSame() throws Exception {
    for (int i = 0; i < 16; i++) {
      ChannelFuture sent = send(connection(), LONG);
      assertThat(clients.peer().isConnected()).isTrue();
      assertThat(sent.isDone()).isFalse();
    }
    SocketChannel channel = connection();
    try (Socket peer = clients.peer()) {
      ChannelFuture sent = send(channel, LONG);
      assertThat(LinuxClients.mark(channel)).isNotEqualTo(FAST);
      peer.getInputStream().skipNBytes(LONG.length);
      assertThat(sent.await().isSuccess()).isTrue();
    }
  }
}
