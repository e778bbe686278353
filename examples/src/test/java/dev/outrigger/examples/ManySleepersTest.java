package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManySleepersTest {

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void aThousandSleepersSleepAtTheSameTimeOnOneLoop(TaskBackend backend) throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Demo demo = Demo.start(backend);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        clients.add(demo.connect());
      }
      // The first requests of a JVM are slow for reasons that have nothing to do with sleeping.
      ask(threads, clients, 0);
      ask(threads, clients, 0);
      long start = System.nanoTime();
      ask(threads, clients, 1_000);
      // One after the other they would take 1,000 s; on a quiet machine it is little more than one.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static void ask(ExecutorService threads, List<Socket> clients, int ms) throws Exception {
    List<Future<String>> answers =
        clients.stream().map(client -> threads.submit(() -> sleep(client, ms))).toList();
    for (Future<String> answer : answers) {
      assertThat(answer.get()).startsWith("HTTP/1.1 200 ").endsWith("slept " + ms + " ms");
    }
  }

  private static String sleep(Socket client, int ms) throws Exception {
    Demo.ask(client, "/sleep/" + ms);
    var answer = new StringBuilder();
    byte[] buffer = new byte[1024];
    while (!answer.toString().endsWith(" ms")) {
      int length = client.getInputStream().read(buffer);
      assertThat(length).isPositive();
      answer.append(new String(buffer, 0, length, StandardCharsets.US_ASCII));
    }
    return answer.toString();
  }
}
