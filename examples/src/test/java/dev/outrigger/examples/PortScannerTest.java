package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortScannerTest {
  private static final TaskBackend BEST = TaskBackend.best();

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void openPortsAreToldOfEachHostAndClosedOnesAreNot(TaskBackend backend) throws Exception {
    try (ServerSocket one = listen("127.0.0.1");
        ServerSocket both = listen("0.0.0.0")) {
      String ports = one.getLocalPort() + "," + both.getLocalPort() + "," + closedPort();
      assertThat(scan(backend, 0, "127.0.0.1,127.0.0.2", ports, "20"))
          .contains("127.0.0.1:" + one.getLocalPort() + " is open")
          .contains("127.0.0.1:" + both.getLocalPort() + " is open")
          .contains("127.0.0.2:" + both.getLocalPort() + " is open")
          .contains("3 of 6 are open");
    }
  }

  @Test
  void aRangeOfManyPortsIsScanned() throws Exception {
    try (ServerSocket open = listen("127.0.0.1")) {
      int port = open.getLocalPort();
      String range = Math.max(1, port - 500) + "-" + Math.min(65535, port + 500);
      assertThat(scan(BEST, 0, "127.0.0.1", range, "20"))
          .contains("127.0.0.1:" + port + " is open");
    }
  }

  @Test
  void wherePortsAreAllClosedTheStatusTells() throws Exception {
    String port = String.valueOf(closedPort());
    assertThat(scan(BEST, 1, "127.0.0.1", port)).contains("0 of 1 are open");
    assertThat(scan(BEST, 1, "--first", "127.0.0.1", port)).contains("0 of 1 are open");
  }

  @Test
  void aPortThatNeverAnswersCostsItsTimeOutOnly() throws Exception {
    try (Silent silent = new Silent();
        ServerSocket open = listen("127.0.0.1")) {
      String ports = silent.port() + "," + open.getLocalPort();
      assertThat(scan(BEST, 0, "127.0.0.1", ports, "5")).contains("1 of 2 are open");
    }
  }

  @Test
  void theFirstOpenPortEndsTheAttemptsThatWouldWaitForAnHour() throws Exception {
    try (Silent silent = new Silent();
        ServerSocket open = listen("127.0.0.1")) {
      String ports = silent.port() + "," + open.getLocalPort();
      assertThat(scan(BEST, 0, "--first", "127.0.0.1", ports, "3600"))
          .contains("127.0.0.1:" + open.getLocalPort() + " is open")
          .doesNotContain(String.valueOf(silent.port()));
    }
  }

  @Test
  void aHostThatDoesNotExistIsNamed() throws Exception {
    assertThat(scan(BEST, 2, "nowhere.invalid", "80")).contains("nowhere.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1 x", "127.0.0.1 0", "127.0.0.1 1-70000"})
  void wrongArgumentsAreAnsweredByHowItIsUsed(String arguments) throws Exception {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertThat(scan(BEST, 2, words)).startsWith("usage: PortScanner");
  }

  private static String scan(TaskBackend backend, int status, String... arguments)
      throws Exception {
    try (Program program = Program.start(backend, "PortScanner", arguments)) {
      return program.endsWith(status);
    }
  }

  private static ServerSocket listen(String address) throws IOException {
    return new ServerSocket(0, 50, InetAddress.ofLiteral(address));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket closed = listen("127.0.0.1")) {
      return closed.getLocalPort();
    }
  }

  /** A listener whose line is full: it answers no attempt to connect. */
  private static final class Silent implements AutoCloseable {
    private final ServerSocket listener =
        new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    private final List<SocketChannel> line = new ArrayList<>();

    Silent() throws Exception {
      // Linux keeps one more than the backlog says, and drops what comes then.
      for (int i = 0; i < 4; i++) {
        SocketChannel waiting = SocketChannel.open();
        line.add(waiting);
        waiting.configureBlocking(false);
        boolean _ = waiting.connect(new InetSocketAddress(listener.getInetAddress(), port()));
      }
      String unanswered = ":%04X 02 ".formatted(port());
      Await.until("its line is full", () -> connections().contains(unanswered));
    }

    private static String connections() throws IOException {
      return Files.readString(Path.of("/proc/net/tcp"))
          + Files.readString(Path.of("/proc/net/tcp6"));
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel waiting : line) {
        waiting.close();
      }
      listener.close();
    }
  }
}
