package dev.outrigger.bench.pool;

import dev.outrigger.bench.LineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One of Python's pools, in a Python of its own that measures when it is told to. */
final class PythonPool implements Contender {
  private final LineProcess process;

  private PythonPool(LineProcess process) {
    this.process = process;
  }

  /**
   * Starts it; where this Python lacks it, says so and gives nothing.
   *
   * @param python the interpreter
   * @param script {@code pools.py}
   * @param kind as the script knows it
   */
  static Optional<PythonPool> start(String python, Path script, String kind) throws IOException {
    return LineProcess.start("ready", List.of(python, script.toString(), kind))
        .map(PythonPool::new);
  }

  @Override
  public String name() {
    return process.greeting();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<Sample> measure(Subject subject, int count) throws IOException {
    return process.ask(subject + " " + count).map(PythonPool::measured);
  }

  private static Sample measured(String answer) {
    String[] figures = answer.split(" ", 2);
    return new Sample(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
  }

  /** At the end of its input it takes its own workers along. */
  @Override
  public void close() {
    process.close();
  }
}
