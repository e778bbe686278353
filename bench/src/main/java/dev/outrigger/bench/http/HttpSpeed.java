package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Load;
import dev.outrigger.bench.load.Rounds;
import dev.outrigger.bench.load.ServerProcess;
import dev.outrigger.bench.load.Words;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request costs on Outrigger and on other servers: CPU time of the server's process, and
 * what it allocates. The servers take turns within each round, so that whatever else the machine
 * does hits all of them. An answer that is wrong or does not come ends the benchmark.
 *
 * <p>Usage: see {@link Words}; each command is given the folder of the {@link Certificate} as its
 * last argument.
 */
public final class HttpSpeed {
  private final Words<Work> words;
  private final List<List<String>> commands;
  private final Load load;
  private final PrintStream out;

  private HttpSpeed(Words<Work> words, List<List<String>> commands, Load load, PrintStream out) {
    this.words = words;
    this.commands = commands;
    this.load = load;
    this.out = out;
  }

  /** Prints a report and writes nothing elsewhere; the exit status is 1 if an answer was wrong. */
  public static void main(String[] args) throws Exception {
    try {
      measure(Words.parse(List.of(args), Work.values()), System.out);
    } catch (IOException | IllegalArgumentException e) {
      System.out.println("FAILED: " + e.getMessage());
      System.exit(1);
    }
  }

  static void measure(Words<Work> words, PrintStream out) throws Exception {
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
      Rounds rounds = new Rounds(words, load, out);
      for (Work work : words.works()) {
        if (!work.isIdle()) {
          rounds.measure(work, servers);
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

  private void rest(Work work) throws Exception {
    int count = work.connections(words.scale());
    Map<String, Optional<Rest>> table = new LinkedHashMap<>();
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
    new IdleReport(out).print(work, count, table);
  }
}
