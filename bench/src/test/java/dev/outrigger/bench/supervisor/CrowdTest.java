package dev.outrigger.bench.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the clients of the measurement take for a loss, by a server that misbehaves on purpose. */
class CrowdTest {
  private static final int OTHERS = 100;
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7";

  /** Answers a request of a connection, given how many that connection has had before. */
  private interface Behaviour {
    String answer(String connectionField, int before);
  }

  /** Counts what was answered properly, and lets the test go on after a hundred. */
  private record Server(ServerSocket socket, CountDownLatch answered) implements AutoCloseable {
    static Server start(Behaviour behaviour) throws IOException {
      Server server =
          new Server(
              new ServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
              new CountDownLatch(OTHERS));
      Thread _ = Thread.ofVirtual().start(() -> server.accept(behaviour));
      return server;
    }

    private void accept(Behaviour behaviour) {
      try {
        while (true) {
          Socket client = socket.accept();
          Thread _ = Thread.ofVirtual().start(() -> serve(client, behaviour));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void serve(Socket client, Behaviour behaviour) {
      try (client) {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (int before = 0; ; before++) {
          String field = "";
          String line = in.readLine();
          while (line != null && !line.isEmpty()) {
            field = line.startsWith("Connection: ") ? line : field;
            line = in.readLine();
          }
          if (line == null) {
            return;
          }
          String answer = behaviour.answer(field, before);
          client.getOutputStream().write(answer.getBytes(US_ASCII));
          if (!answer.equals(ANSWER) || field.endsWith("close")) {
            return;
          }
          answered.countDown();
        }
      } catch (IOException gone) {
        // The client has left.
      }
    }

    void awaitAnswers() throws InterruptedException {
      assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void whoIsAnsweredHasLostNothing() throws Exception {
    try (Server server = Server.start((_, _) -> ANSWER);
        Crowd crowd = Crowd.at(server.socket().getLocalPort())) {
      server.awaitAnswers();
      crowd.end();
      assertThat(crowd.lost()).isZero();
      assertThat(crowd.askedAgain()).isZero();
      assertThat(crowd.answered()).isGreaterThanOrEqualTo(OTHERS);
    }
  }

  @Test
  void aNewConnectionThatIsClosedWithoutAnAnswerIsALoss() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Server server =
            Server.start((field, _) ->
                field.endsWith("close") && closed.getAndIncrement() == 0 ? "" : ANSWER);
        Crowd crowd = Crowd.at(server.socket().getLocalPort())) {
      server.awaitAnswers();
      crowd.end();
      assertThat(crowd.losses()).containsOnly(Map.entry("closed without an answer", 1));
    }
  }

  @Test
  void aKeptConnectionThatIsClosedBetweenTwoRequestsIsAskedAgain() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    try (Server server =
            Server.start(
                (_, before) -> before == 2 && closed.getAndIncrement() == 0 ? "" : ANSWER);
        Crowd crowd = Crowd.at(server.socket().getLocalPort())) {
      server.awaitAnswers();
      crowd.end();
      assertThat(crowd.askedAgain()).isEqualTo(1);
      assertThat(crowd.lost()).isZero();
    }
  }

  @Test
  void anAnswerThatIsCutOffOrAnErrorIsALoss() throws Exception {
    AtomicInteger bad = new AtomicInteger();
    try (Server server =
            Server.start((_, before) ->
                switch (before == 1 ? bad.getAndIncrement() : 2) {
                  case 0 -> ANSWER.substring(0, ANSWER.length() - 1);
                  case 1 -> "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
                  default -> ANSWER;
                });
        Crowd crowd = Crowd.at(server.socket().getLocalPort())) {
      server.awaitAnswers();
      crowd.end();
      assertThat(crowd.losses())
          .containsOnlyKeys("cut off within the body", "answered: http/1.1 502 bad gateway");
    }
  }
}
