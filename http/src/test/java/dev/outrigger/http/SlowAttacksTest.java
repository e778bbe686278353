package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** slowhttptest holds a thousand connections open against the default limits; others are served. */
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
    "slow headers, -H -i 4, /",
    "slow bodies, -B -i 4 -s 100000, /",
    "many ranges, -R, /large",
    "slow readers, -X -n 5 -z 32 -w 512 -y 1024 -k 3, /large"
  })
  void aThousandSlowClientsHarmNobodyAndAreCutOff(String attack, String options, String path)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, SlowAttacksTest::answer)) {
      String server = "http://127.0.0.1:" + served.server().address().getPort();
      CompletableFuture<Integer> good =
          CompletableFuture.supplyAsync(() -> served(server, over), Thread::startVirtualThread);
      Process attackers = attack(server + path, options);
      try {
        until(() -> served.server().statistics().connectionsAccepted() > ATTACKERS);
        // The attack lasts for ten minutes, or until all are cut off. What is left is the good
        // client, and one that probes.
        until(() -> served.server().statistics().connectionsOpen() <= 2);
      } finally {
        attackers.destroyForcibly();
        over.set(true);
      }
      assertThat(good.get()).isGreaterThan(100);
      logged.expectNothing();
    }
  }

  /** How many good requests were answered meanwhile; each must be. */
  private static int served(String server, AtomicBoolean over) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      int count = 0;
      java.net.http.HttpRequest request =
          java.net.http.HttpRequest.newBuilder(URI.create(server))
              .timeout(Duration.ofSeconds(10))
              .build();
      for (; !over.get(); count++) {
        java.net.http.HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        LockSupport.parkNanos(5_000_000);
      }
      return count;
    } catch (Exception e) {
      throw new IllegalStateException("a good client was not served", e);
    }
  }

  private static Process attack(String target, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of("slowhttptest", "-c", "" + ATTACKERS));
    command.addAll(List.of("-r", "500", "-l", "600", "-p", "5", "-u", target));
    command.addAll(List.of(options.split(" ")));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Longer than {@link Served#until} has patience: the limits are in minutes. */
  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(50_000_000);
    }
  }
}
