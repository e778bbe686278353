package dev.outrigger.bench.web;

import dev.outrigger.bench.load.Load;
import dev.outrigger.bench.load.Rounds;
import dev.outrigger.bench.load.ServerProcess;
import dev.outrigger.bench.load.Words;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a request costs on Outrigger and on other web frameworks, each of which routes, validates
 * and serves files in its own usual way. An answer that is wrong or does not come ends it.
 *
 * <p>Usage: see {@link Words}; each command is given a folder as its last argument, which holds
 * {@code static/app.js} and an empty {@code uploads}.
 */
public final class WebSpeed {
  private WebSpeed() {}

  /** Prints a report and writes nothing elsewhere; the exit status is 1 if an answer was wrong. */
  public static void main(String[] args) throws Exception {
    try {
      measure(Words.parse(List.of(args), WebWork.values()), System.out);
    } catch (IOException | IllegalArgumentException e) {
      System.out.println("FAILED: " + e.getMessage());
      System.exit(1);
    }
  }

  static void measure(Words<WebWork> words, PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("outrigger-bench");
    List<ServerProcess> servers = new ArrayList<>();
    try (Load load = new Load(SslContextBuilder.forClient().build())) {
      Files.createDirectory(folder.resolve("uploads"));
      Files.write(
          Files.createDirectory(folder.resolve("static")).resolve("app.js"), WebRequests.script());
      for (List<String> command : words.commands()) {
        List<String> whole = new ArrayList<>(command);
        whole.add(folder.toString());
        ServerProcess.start(whole).ifPresent(servers::add);
      }
      Rounds rounds = new Rounds(words, load, out);
      for (WebWork work : words.works()) {
        if (work == WebWork.VALIDATED) {
          for (ServerProcess server : servers) {
            Refusals.check(server);
          }
        }
        rounds.measure(work, servers);
      }
    } finally {
      servers.forEach(ServerProcess::close);
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
