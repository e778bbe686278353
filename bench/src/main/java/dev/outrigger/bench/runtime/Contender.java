package dev.outrigger.bench.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A peer's process, which does what it is told and is charged with its CPU time. */
final class Contender implements AutoCloseable {
  private final String name;
  private final List<String> command;
  private final Process process;
  private final BufferedReader answers;

  private Contender(String name, List<String> command, Process process, BufferedReader answers) {
    this.name = name;
    this.command = command;
    this.process = process;
    this.answers = answers;
  }

  /** Starts it; one that cannot be here says so in a line, which is printed, and gives nothing. */
  static Optional<Contender> start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    String greeting = answers.readLine();
    if (greeting == null) {
      throw new IOException("'" + String.join(" ", command) + "' ended before it said anything");
    }
    if (!greeting.startsWith("ready ")) {
      System.out.println(greeting);
      process.destroy();
      return Optional.empty();
    }
    String name = greeting.substring("ready ".length());
    return Optional.of(new Contender(name, command, process, answers));
  }

  String name() {
    return name;
  }

  /** Measures this once; empty: it can't do that. */
  Optional<Sample> measure(Subject subject, int count) throws IOException {
    if (subject.isFresh()) {
      return sleep(count);
    }
    if (subject.connections() > 0) {
      return echo(subject.connections(), count);
    }
    double cpu = cpu();
    String answer = ask(subject + " " + count);
    return answer.equals("-")
        ? Optional.empty()
        : Optional.of(Sample.each(count, Double.parseDouble(answer), cpu() - cpu));
  }

  private Optional<Sample> sleep(int count) throws IOException {
    try (Contender fresh = start(command).orElseThrow()) {
      String answer = fresh.ask("SLEEP " + count);
      if (answer.equals("-")) {
        return Optional.empty();
      }
      String[] figures = answer.split(" ", 2);
      return Optional.of(
          new Sample(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]) / 1e6));
    }
  }

  private Optional<Sample> echo(int connections, int count) throws IOException {
    String port = ask("ECHO 0");
    if (port.equals("-")) {
      return Optional.empty();
    }
    try (EchoLoad clients = new EchoLoad(Integer.parseInt(port), connections)) {
      // All connections have come to rest behind their first trip.
      var _ = clients.run(connections);
      double cpu = cpu();
      return Optional.of(Sample.each(count, (double) clients.run(count), cpu() - cpu));
    }
  }

  private double cpu() throws IOException {
    return Double.parseDouble(ask("CPU 0"));
  }

  private String ask(String what) throws IOException {
    process.outputWriter().write(what + "\n");
    process.outputWriter().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " ended when it was asked for " + what);
    }
    return answer;
  }

  /** At the end of its input it ends. */
  @Override
  public void close() {
    try (var input = process.outputWriter()) {
      input.flush();
    } catch (IOException _) {
      // It has ended already.
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
