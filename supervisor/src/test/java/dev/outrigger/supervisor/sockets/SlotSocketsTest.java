package dev.outrigger.supervisor.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the kernel puts connections; nobody accepts them here, so that they can be counted. */
class SlotSocketsTest {
  private static final int CLIENTS = 400;

  private final List<Socket> clients = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private EventLoops loops;

  @SuppressWarnings("NullAway.Init")
  private SlotSockets sockets;

  @BeforeEach
  void open() {
    loops = EventLoops.builder().count(1).transport(Transport.EPOLL).start();
    sockets =
        SlotSockets.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), loops.netty());
  }

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    sockets.close();
    loops.close();
  }

  /** The kernel may count a connection a moment after its client has it. */
  private void connect(int count) throws IOException {
    int all = inAllLines() + count;
    for (int i = 0; i < count; i++) {
      clients.add(new Socket(sockets.address().getAddress(), sockets.address().getPort()));
    }
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (inAllLines() < all) {
      assertThat(System.nanoTime()).as("all are in line").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private int inAllLines() throws IOException {
    return lines().stream().mapToInt(Integer::intValue).sum();
  }

  private List<Integer> lines() throws IOException {
    List<Integer> lines = new ArrayList<>();
    for (int slot = 0; slot < sockets.count(); slot++) {
      lines.add(sockets.inLine(slot));
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void connectionsAreSpreadEvenlyOverTheSlots(int slots) throws IOException {
    assertThat(sockets.spread(slots)).isTrue();
    connect(CLIENTS);
    assertThat(inAllLines()).isEqualTo(CLIENTS);
    // Six standard deviations of a binomial distribution: once in a billion runs.
    double mean = (double) CLIENTS / slots;
    double most = 6 * Math.sqrt(mean * (1 - 1.0 / slots));
    assertThat(lines()).hasSize(slots).allMatch(line -> Math.abs(line - mean) <= most);
  }

  @Test
  void aSlotThatIsGivenUpGetsNobodyNewAndLosesNobody() throws IOException {
    assertThat(sockets.spread(3)).isTrue();
    connect(60);
    int last = sockets.inLine(2);
    assertThat(sockets.spread(2)).isTrue();
    connect(60);
    assertThat(sockets.inLine(2)).isEqualTo(last);
    assertThat(sockets.inLine(0) + sockets.inLine(1)).isEqualTo(120 - last);
  }

  @Test
  void aSlotThatIsPreparedGetsNobodyBeforeItIsSpreadTo() throws IOException {
    assertThat(sockets.spread(1)).isTrue();
    assertThat(sockets.of(1).isOpen()).isTrue();
    connect(40);
    assertThat(lines()).containsExactly(40, 0);
    assertThat(sockets.spread(2)).isTrue();
    connect(40);
    assertThat(sockets.inLine(1)).isPositive();
  }

  @Test
  void aClosedSlotCanBeOpenedAgain() throws IOException {
    assertThat(sockets.spread(2)).isTrue();
    assertThat(sockets.spread(1)).isTrue();
    sockets.closeLast();
    connect(20);
    assertThat(lines()).containsExactly(20);
    assertThat(sockets.spread(2)).isTrue();
    connect(40);
    assertThat(sockets.inLine(1)).isPositive();
  }

  @Test
  void aPortThatSomebodyHasIsNotShared() {
    assertThatThrownBy(() -> SlotSockets.open(sockets.address(), loops.netty()))
        .isInstanceOfSatisfying(
            BindFailedException.class, failed -> assertThat(failed.addressInUse()).isTrue());
  }

  @Test
  void aPortIsFreeWhenAllSlotsAreClosed() throws IOException {
    assertThat(sockets.spread(2)).isTrue();
    InetSocketAddress address = sockets.address();
    sockets.close();
    try (ServerSocket other = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      assertThat(other.isBound()).isTrue();
    }
  }
}
