package dev.outrigger.supervisor.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a statsd server hears. */
class StatsdTest {
  @Test
  void gaugesAreTheValuesAndCountersWhatHasComeSinceTheLastTime() {
    Snapshot before =
        new Snapshot(Duration.ZERO, 2, List.of(), new Totals(0, Collections.emptyMap(), 1, 0, 23));
    assertThat(StatsdLines.of(Snapshots.service(), before, "shop"))
        .contains(
            "shop.gunicorn.workers:1|g",
            "shop.gunicorn.requests:100|c",
            "shop.outrigger.running:3|g",
            "shop.outrigger.connections:6|g",
            "shop.outrigger.ends.lost:2|c",
            "shop.outrigger.ends.recycled:1|c",
            "shop.outrigger.reloads:0|c",
            "shop.outrigger.slot.1.resident:50000000|g");
  }

  @Test
  void withoutAPrefixNamesAreThoseOfGunicorn() {
    assertThat(StatsdLines.of(Snapshots.service(), Snapshots.service(), ""))
        .contains("gunicorn.workers:1|g", "gunicorn.requests:0|c");
  }

  @Test
  void linesGoIntoPacketsThatNoNetworkBreaks() {
    List<String> lines = Collections.nCopies(100, "x".repeat(99));
    List<String> packets = StatsdLines.packets(lines);
    assertThat(packets).hasSize(8).allSatisfy(each -> assertThat(each).hasSizeLessThan(1433));
    assertThat(String.join("\n", packets)).isEqualTo(String.join("\n", lines));
  }

  @Test
  void aServerHearsThemAndOneThatIsNotThereHarmsNothing() throws Exception {
    InetSocketAddress gone;
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Statsd statsd = Statsd.to((InetSocketAddress) server.getLocalSocketAddress(), "a.")) {
      server.setSoTimeout(60_000);
      statsd.send(Snapshots.service());
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      server.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8).lines())
          .contains("a.gunicorn.workers:1|g");
      gone = (InetSocketAddress) server.getLocalSocketAddress();
    }
    try (Statsd statsd = Statsd.to(gone, "")) {
      // The first may come back as refused with the second.
      statsd.send(Snapshots.service());
      statsd.send(Snapshots.service());
      statsd.send(Snapshots.service());
    }
  }
}
