package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's h2load, again and again until it is closed.
 *
 * <p>What it counts as failed can be trusted in two cases. Over HTTP/1.1 it sees {@code Connection:
 * close} at the end of an answer, connects again and goes on; a connection that ends at any other
 * moment costs the request that it has sent there, as it should. Over HTTP/2 it goes on asking on a
 * connection whose server has said GOAWAY, refuses that itself, and counts all that it had still
 * planned as failed; so there it asks once on each connection, and {@link SteadyHttp2} stands for
 * connections that are kept.
 */
final class RepeatedH2load implements AutoCloseable {
  private static final Path COMMAND = Path.of("/usr/bin/h2load");
  private static final Pattern COUNTS =
      Pattern.compile("requests: (\\d+) total, \\d+ started, \\d+ done, (\\d+) succeeded.*");

  private final List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread runs;
  private volatile boolean over;

  private RepeatedH2load(URI page, String... arguments) {
    command.addAll(List.of(arguments));
    command.add(page.toString());
    this.runs = Thread.ofPlatform().name("h2load").start(this::repeat);
  }

  /** Skips the test where it is not installed. */
  static void require() {
    assumeTrue(
        Files.isExecutable(COMMAND), "needs h2load, from the package nghttp2-client of Debian");
  }

  /** Over HTTP/1.1, on connections that are kept as long as the server keeps them. */
  static RepeatedH2load http1(URI page) {
    return new RepeatedH2load(page, "--h1", "-n", "400", "-c", "4");
  }

  /** Over HTTP/2, a connection for each request. */
  static RepeatedH2load http2(URI page) {
    return new RepeatedH2load(page, "-n", "16", "-c", "16");
  }

  private void repeat() {
    while (!over) {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        count(new String(process.getInputStream().readAllBytes(), UTF_8));
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  private void count(String output) {
    Matcher counts = COUNTS.matcher(output);
    if (!counts.find()) {
      failures.add(output);
      return;
    }
    int _ = answered.addAndGet(Integer.parseInt(counts.group(2)));
    if (!counts.group(1).equals(counts.group(2))) {
      failures.add(counts.group());
    }
  }

  /** How many were answered with a status of success. */
  int answered() {
    return answered.get();
  }

  /** What it said of the runs in which not all were. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Waits for the end of the run that goes on. */
  @Override
  public void close() {
    over = true;
    SteadyLoad.join(List.of(runs));
  }
}
