package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** slowhttptest holds a thousand connections against the default limits; others are served. */
@Tag("conformance")
@ExtendWith(NoLeaks.class)
@Timeout(180)
class SlowAttacksTest {
  private static final int ATTACKERS = 1_000;
  private static final byte[] LARGE = new byte[1 << 20];

  private static HttpResponse answer(HttpRequest request) throws Exception {
    return request.path().equals("/large")
        ? HttpResponse.of(200, "", LARGE)
        : HttpResponse.text(200, "got " + request.body().bytes().length);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "slow headers, -H -i 4, /, 20",
    "slow bodies, -B -i 4 -s 100000, /, 25",
    "many ranges, -R, /large, 10",
    "slow readers, -X -n 5 -z 32 -w 512 -y 1024 -k 3, /large, 75"
  })
  void aThousandSlowClientsHarmNobodyAndAreCutOff(
      String attack, String options, String path, int seconds) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, SlowAttacksTest::answer)) {
      String server = "http://127.0.0.1:" + served.server().address().getPort();
      CompletableFuture<Integer> good =
          CompletableFuture.supplyAsync(() -> served(server, over), Thread::startVirtualThread);
      String report = attack(server + path, options, seconds);
      Served.until(() -> served.server().statistics().connectionsOpen() <= 1);
      over.set(true);
      assertThat(good.get()).isGreaterThan(100);
      assertThat(report).contains("service available:   YES").doesNotContain("available:   NO");
      assertThat(logged.records()).isEmpty();
    }
  }

  /** How many good requests were answered meanwhile; each must be. */
  private static int served(String server, AtomicBoolean over) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      int count = 0;
      java.net.http.HttpRequest request =
          java.net.http.HttpRequest.newBuilder(URI.create(server)).build();
      for (; !over.get(); count++) {
        java.net.http.HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
      return count;
    } catch (Exception e) {
      throw new IllegalStateException("a good client was not served", e);
    }
  }

  private static String attack(String target, String options, int seconds) throws Exception {
    List<String> command = new ArrayList<>(List.of("slowhttptest", "-c", "" + ATTACKERS));
    command.addAll(List.of("-r", "500", "-l", "" + seconds, "-p", "5", "-u", target));
    command.addAll(List.of(options.split(" ")));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("\u001b\\[[0-9;]*m", "");
    } finally {
      program.destroyForcibly();
    }
  }
}
