package dev.outrigger.http.unsent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FastLanesTest {
  private final FastLanes lanes = new FastLanes();
  @AutoClose private final LinuxClients clients = new LinuxClients();

  private List<SocketChannel> enterAll() throws Exception {
    List<SocketChannel> fast = new ArrayList<>();
    while (true) {
      SocketChannel client = clients.connect();
      if (!lanes.enter(client)) {
        assertThat(LinuxClients.mark(client)).isNotEqualTo(1 << 20);
        return fast;
      }
      fast.add(client);
    }
  }

  @Test
  void thereAreSixteen() throws Exception {
    assertThat(enterAll())
        .hasSize(16)
        .allSatisfy(client -> assertThat(LinuxClients.mark(client)).isEqualTo(1 << 20));
  }

  @Test
  void whoLeavesMakesRoomForAnotherAndHasTheCommonBoundAgain() throws Exception {
    SocketChannel first = enterAll().getFirst();
    lanes.leave(first);
    assertThat(LinuxClients.mark(first)).isEqualTo(128 * 1024);
    assertThat(lanes.enter(clients.connect())).isTrue();
    assertThat(lanes.enter(first)).isFalse();
  }

  @Test
  void whoIsGoneMakesRoomToo() throws Exception {
    SocketChannel first = enterAll().getFirst();
    first.close().sync();
    lanes.leave(first);
    assertThat(lanes.enter(clients.connect())).isTrue();
  }
}
