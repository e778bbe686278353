package dev.outrigger.bench.runtime;

import dev.outrigger.bench.LineProcess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A peer's process, which does what it is told and is charged with its CPU time. */
final class Contender implements AutoCloseable {
  private final List<String> command;
  private final LineProcess process;

  private Contender(List<String> command, LineProcess process) {
    this.command = command;
    this.process = process;
  }

  /** Starts it; one that cannot be here says so in a line, which is printed, and gives nothing. */
  static Optional<Contender> start(List<String> command) throws IOException {
    return LineProcess.start("ready", command).map(process -> new Contender(command, process));
  }

  String name() {
    return process.greeting();
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
    Optional<String> answer = process.ask(subject + " " + count);
    double used = cpu() - cpu;
    return answer.map(nanos -> Sample.each(count, Double.parseDouble(nanos), used));
  }

  private Optional<Sample> sleep(int count) throws IOException {
    try (Contender fresh = start(command).orElseThrow()) {
      return fresh.process.ask("SLEEP " + count).map(Contender::slept);
    }
  }

  private static Sample slept(String answer) {
    String[] figures = answer.split(" ", 2);
    return new Sample(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]) / 1e6);
  }

  private Optional<Sample> echo(int connections, int count) throws IOException {
    Optional<String> port = process.ask("ECHO 0");
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (EchoLoad clients = new EchoLoad(Integer.parseInt(port.get()), connections)) {
      // All connections have come to rest behind their first trip.
      var _ = clients.run(connections);
      double cpu = cpu();
      return Optional.of(Sample.each(count, (double) clients.run(count), cpu() - cpu));
    }
  }

  private double cpu() throws IOException {
    return Double.parseDouble(process.ask("CPU 0").orElseThrow());
  }

  @Override
  public void close() {
    process.close();
  }
}
