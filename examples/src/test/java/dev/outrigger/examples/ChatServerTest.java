package dev.outrigger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatServerTest {
  private static final TaskBackend BEST = TaskBackend.best();

  private final List<Client> clients = new ArrayList<>();
  private @Nullable Program server;
  private int port;

  @AfterEach
  void close() throws IOException {
    for (Client client : clients) {
      client.socket.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void allHearWhatOneSaysAndWhoComesAndGoes(TaskBackend backend) throws Exception {
    start(backend, "60");
    Client ann = join("ann");
    Client bob = join("bob");
    ann.hears("* bob is here");
    bob.says("good morning");
    ann.hears("bob: good morning");
    bob.hears("bob: good morning");
    bob.leaves();
    bob.hears("* Goodbye!");
    ann.hears("* bob has left");
  }

  @Test
  void nobodyGetsANameThatSomebodyHasUntilThatOneHasLeft() throws Exception {
    start(BEST, "60");
    Client ann = join("ann");
    Client other = connect();
    other.says("ann");
    other.hears("* Somebody has this name. Another one?");
    other.says("bob");
    ann.hears("* bob is here");
    ann.leaves();
    other.hears("* ann has left");
    Client third = join("ann");
    third.says("it is me");
    other.hears("ann: it is me");
  }

  @Test
  void oneWhoReadsNothingHoldsUpNobody() throws Exception {
    start(BEST, "900");
    Client slow = join("slow");
    Client ann = join("ann");
    Client bob = join("bob");
    String long1k = "x".repeat(1000);
    for (int i = 0; i < 30_000; i++) {
      ann.says(long1k);
      if (i % 50 == 0) {
        // In step with one who reads, so that this one misses nothing.
        ann.says("line " + i);
        bob.hears("ann: line " + i);
      }
    }
    ann.says("the end");
    bob.hears("ann: the end");
    // 30 MB don't fit in between: some were dropped, but the last are there.
    assertThat(slow.hears("ann: the end")).isLessThan(30_000);
  }

  @Test
  void whoIsSilentForTooLongHasToGo() throws Exception {
    start(BEST, "1");
    Client ann = join("ann");
    ann.hears("* Goodbye!");
    assertThat(ann.in.readLine()).isNull();
  }

  @Test
  void whoIsGoneWithoutAWordHasLeft() throws Exception {
    start(BEST, "60");
    Client ann = join("ann");
    Client bob = join("bob");
    bob.socket.setSoLinger(true, 0);
    bob.socket.close();
    ann.hears("* bob has left");
  }

  @Test
  void atASignalAllAreToldGoodbye() throws Exception {
    Program running = start(BEST, "60");
    Client ann = join("ann");
    Client bob = join("bob");
    Client nameless = connect();
    running.signal("INT");
    for (Client client : List.of(ann, bob, nameless)) {
      client.hears("* Goodbye!");
    }
    running.endsWith(0);
  }

  @Test
  void oneWhoReadsNothingDoesNotHoldUpTheEnd() throws Exception {
    Program running = start(BEST, "60");
    Client slow = join("slow");
    Client ann = join("ann");
    String long1k = "x".repeat(1000);
    for (int i = 0; i < 20_000; i++) {
      ann.says(long1k);
    }
    running.signal("TERM");
    running.endsWith(0);
    assertThat(slow.socket.isConnected()).isTrue();
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0);
        Program program = Program.start(BEST, "ChatServer", "" + other.getLocalPort())) {
      assertThat(program.endsWith(1)).contains("" + other.getLocalPort());
    }
  }

  @Test
  void withoutAPortItSaysHowItIsUsed() throws Exception {
    for (String[] arguments : new String[][] {{}, {"x"}, {"70000"}}) {
      try (Program program = Program.start(BEST, "ChatServer", arguments)) {
        assertThat(program.endsWith(2)).startsWith("usage: ChatServer");
      }
    }
  }

  private Program start(TaskBackend backend, String silence) throws Exception {
    Program started = Program.start(backend, "ChatServer", "0", silence);
    server = started;
    started.says("the room is open on port ");
    Matcher open = Pattern.compile("on port (\\d+)\n").matcher(started.output());
    assertThat(open.find()).isTrue();
    port = Integer.parseInt(open.group(1));
    return started;
  }

  private Client join(String name) throws IOException {
    Client client = connect();
    client.says(name);
    client.hears("* " + name + " is here");
    return client;
  }

  private Client connect() throws IOException {
    Client client = new Client(new Socket(InetAddress.getLoopbackAddress(), port));
    clients.add(client);
    client.hears("* What is your name?");
    return client;
  }

  private static final class Client {
    private final Socket socket;
    private final BufferedReader in;

    Client(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(120_000);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void says(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    /** Reads up to this line, and tells how many came before it. */
    int hears(String expected) throws IOException {
      List<String> before = new ArrayList<>();
      for (String line = in.readLine(); !expected.equals(line); line = in.readLine()) {
        assertThat(line).as("instead of %s after %s", expected, before.size()).isNotNull();
        before.add(line);
      }
      return before.size();
    }

    void leaves() throws IOException {
      socket.shutdownOutput();
    }
  }
}
