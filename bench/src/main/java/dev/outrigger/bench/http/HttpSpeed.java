package dev.outrigger.bench.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a request costs on Outrigger and on other servers: CPU time of the server's process, and
 * what it allocates. The servers take turns within each round, so that whatever else the machine
 * does hits all of them. An answer that is wrong or does not come ends the benchmark.
 *
 * <p>Usage: see {@link Words}; each command is given the folder of the {@link Certificate} as its
 * last argument.
 */
public final class HttpSpeed {
  private static final int WARM_UP = 4;
  private static final double SECONDS = 1;
  // A server that has less than a tenth of a core to itself is measured all the same.
  private static final int PATIENCE = 10;

  private final Words words;
  private final List<List<String>> commands;
  private final Load load;
  private final Report report;

  private HttpSpeed(Words words, List<List<String>> commands, Load load, PrintStream out) {
    this.words = words;
    this.commands = commands;
    this.load = load;
    this.report = new Report(out);
  }

  /** Prints a report and writes nothing elsewhere; the exit status is 1 if an answer was wrong. */
  public static void main(String[] args) throws Exception {
    try {
      measure(Words.parse(List.of(args)), System.out);
    } catch (IOException | IllegalArgumentException e) {
      System.out.println("FAILED: " + e.getMessage());
      System.exit(1);
    }
  }

  static void measure(Words words, PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("outrigger-bench");
    try {
      Certificate.make(folder);
      List<List<String>> commands = new ArrayList<>();
      for (List<String> command : words.commands()) {
        List<String> whole = new ArrayList<>(command);
        whole.add(folder.toString());
        commands.add(whole);
      }
      try (Load load = new Load(clientTls())) {
        new HttpSpeed(words, commands, load, out).run();
      }
    } finally {
      delete(folder);
    }
  }

  private static SslContext clientTls() throws IOException {
    return SslContextBuilder.forClient()
        // BoringSSL takes no choice of ciphers for TLS 1.3.
        .sslProvider(SslProvider.JDK)
        .trustManager(InsecureTrustManagerFactory.INSTANCE)
        .endpointIdentificationAlgorithm(null)
        .protocols("TLSv1.3")
        // The same for all, whatever a server likes best.
        .ciphers(List.of("TLS_AES_128_GCM_SHA256"))
        .build();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void run() throws Exception {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (List<String> command : commands) {
        ServerProcess.start(command).ifPresent(servers::add);
      }
      for (Work work : words.works()) {
        if (!work.isIdle()) {
          measure(work, servers);
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
    for (Work work : words.works()) {
      if (work.isIdle()) {
        rest(work);
      }
    }
  }

  private void measure(Work work, List<ServerProcess> servers) throws Exception {
    Map<String, Samples> table = Report.table();
    for (ServerProcess server : servers) {
      table.put(server.name(), new Samples());
      // One request each, so that a wrong answer is told before anything is measured.
      var _ = round(work, server, Duration.ZERO);
    }
    // What is tiny is a test of the benchmark itself.
    int warmUp = words.scale() < 0.1 ? 1 : WARM_UP;
    for (int round = -warmUp; round < words.rounds(); round++) {
      for (int i = 0; i < servers.size(); i++) {
        // Who goes first changes.
        ServerProcess server = servers.get(Math.floorMod(i + round, servers.size()));
        Optional<Sample> sample = round(work, server, time());
        if (round >= 0) {
          sample.ifPresent(one -> table.computeIfPresent(server.name(), (_, all) -> all.with(one)));
        }
      }
    }
    report.print(work, table);
  }

  private Duration time() {
    return Duration.ofNanos((long) (SECONDS * words.scale() * 1e9));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private Optional<Sample> round(Work work, ServerProcess server, Duration time) throws Exception {
    OptionalInt port = server.port(work);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (Load.Clients clients = load.open(work, port.getAsInt(), work.connections(words.scale()))) {
      // All connections have come to rest behind their first requests.
      var _ = clients.run(Duration.ZERO);
      OptionalLong bytes = server.allocated();
      ServerProcess.Cpu before = server.cpu();
      long begun = System.nanoTime();
      ServerProcess.Cpu after = before;
      double requests = 0;
      // By its own clock: others who use the machine make it longer, and not less exact.
      do {
        requests += clients.run(time.dividedBy(4));
        after = server.cpu();
      } while (after.total() - before.total() < seconds(time)
          && System.nanoTime() - begun < PATIENCE * time.toNanos());
      double elapsed = (System.nanoTime() - begun) / 1e9;
      OptionalLong bytesAfter = server.allocated();
      return Optional.of(
          new Sample(
              (after.user() - before.user()) * 1e6 / requests,
              (after.system() - before.system()) * 1e6 / requests,
              bytes.isEmpty()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((bytesAfter.orElseThrow() - bytes.getAsLong()) / requests),
              requests / elapsed));
    } catch (IOException e) {
      throw new IOException(server.name() + ", " + work.title() + ": " + e.getMessage(), e);
    }
  }

  private void rest(Work work) throws Exception {
    int count = work.connections(words.scale());
    Map<String, Optional<Rest>> table = Report.table();
    for (List<String> command : commands) {
      Optional<ServerProcess> started = ServerProcess.start(command);
      if (started.isEmpty()) {
        continue;
      }
      try (ServerProcess server = started.get()) {
        OptionalInt port = server.port(work);
        table.put(
            server.name(),
            port.isEmpty()
                ? Optional.empty()
                : Optional.of(Rest.measure(load, server, work, port.getAsInt(), count)));
      } catch (IOException e) {
        throw new IOException(
            started.get().name() + ", " + work.title() + ": " + e.getMessage(), e);
      }
    }
    report.printIdle(work, count, table);
  }
}
