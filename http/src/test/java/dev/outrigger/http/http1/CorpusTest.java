package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.http.SawHandler;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every file of the corpus, through a real server over a real socket. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class CorpusTest {
  private static final List<CorpusFile> CORPUS = CorpusFile.all();
  // A failure names it; put it here to see the same again.
  private static final long SEED = System.nanoTime();

  private final TaskBackend backend;
  private final SplittableRandom random = new SplittableRandom(SEED);

  CorpusTest(TaskBackend backend) {
    this.backend = backend;
  }

  @FunctionalInterface
  private interface Way {
    void send(RawClient client, byte[] bytes) throws IOException;
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(CORPUS).hasSizeGreaterThan(400);
  }

  @Test
  void inOnePiece() throws Exception {
    tryAll(RawClient::send);
  }

  @Test
  void byteByByte() throws Exception {
    tryAll((client, bytes) -> {
      for (byte b : bytes) {
        client.send(new byte[] {b});
      }
    });
  }

  @Test
  void inTwoPieces() throws Exception {
    tryAll((client, bytes) -> {
      int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      client.send(Arrays.copyOf(bytes, cut));
      // Gives the loop the time to see them apart, now and then.
      LockSupport.parkNanos(100_000);
      client.send(Arrays.copyOfRange(bytes, cut, bytes.length));
    });
  }

  private void tryAll(Way way) throws Exception {
    SawHandler handler = new SawHandler();
    List<String> wrong = new ArrayList<>();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler)) {
      for (CorpusFile file : CORPUS) {
        try (RawClient client = served.client()) {
          converse(file, client, way);
        } catch (IOException | AssertionError e) {
          wrong.add(file + ": " + e.getMessage());
        }
      }
      assertThat(wrong).as("wrong with seed %d", SEED).isEmpty();
      assertThat(logged.records()).as("lines above debug").isEmpty();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(handler.count()).isPositive();
      Served.until(() -> handler.held() == 0);
    }
  }

  private static void converse(CorpusFile file, RawClient client, Way way) throws IOException {
    int read = 0;
    for (int i = 0; i < file.parts().size(); i++) {
      if (i > 0) {
        check(file.answers().get(read++), client);
      }
      way.send(client, file.parts().get(i));
    }
    if (file.answers().isEmpty()) {
      assertThat(client.sendNoMore().readToEnd()).isEmpty();
      return;
    }
    for (var expected : file.answers().subList(read, file.answers().size())) {
      check(expected, client);
    }
    if (file.answers().getLast().end().equals("close")) {
      assertThat(client.readToEnd()).isEmpty();
    } else {
      Answer probe = client.get("/probe").read();
      assertThat(probe.headers()).containsEntry("saw", "GET /probe \"\"");
    }
  }

  private static void check(CorpusFile.Expected expected, RawClient client) throws IOException {
    Answer answer = expected.head() ? client.readHead() : client.read();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.status());
    if (expected.status() < 200) {
      return;
    }
    assertThat(answer.closes()).as(answer.toString()).isEqualTo(expected.end().equals("close"));
    if (expected.status() < 400) {
      assertThat(answer.headers()).containsEntry("saw", expected.text());
    } else {
      assertThat(answer.headers()).doesNotContainKey("saw");
      assertThat(answer.body()).isNotBlank().contains(expected.text());
    }
    if (expected.status() == 204 || expected.status() == 304) {
      assertThat(answer.headers()).doesNotContainKeys("content-length", "content-type");
    }
  }
}
