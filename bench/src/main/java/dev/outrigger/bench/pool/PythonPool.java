package dev.outrigger.bench.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of Python's pools, in a Python of its own that measures when it is told to. */
final class PythonPool implements Contender {
  private final String name;
  private final Process process;
  private final BufferedReader answers;

  private PythonPool(String name, Process process, BufferedReader answers) {
    this.name = name;
    this.process = process;
    this.answers = answers;
  }

  /**
   * Starts it; where this Python lacks it, says so and gives nothing.
   *
   * @param python the interpreter
   * @param script {@code pools.py}
   * @param kind as the script knows it
   */
  static Optional<PythonPool> start(String python, Path script, String kind) throws IOException {
    Process process =
        new ProcessBuilder(python, script.toString(), kind)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    String greeting = answers.readLine();
    if (greeting == null) {
      throw new IOException(python + " " + script + " ended before it said anything");
    }
    if (!greeting.startsWith("ready ")) {
      System.out.println(greeting);
      process.destroy();
      return Optional.empty();
    }
    return Optional.of(new PythonPool(greeting.substring("ready ".length()), process, answers));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<Sample> measure(Subject subject, int count) throws IOException {
    process.outputWriter().write(subject + " " + count + "\n");
    process.outputWriter().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " ended while " + subject + " was measured");
    }
    if (answer.equals("-")) {
      return Optional.empty();
    }
    String[] figures = answer.split(" ", 2);
    return Optional.of(new Sample(Double.parseDouble(figures[0]), Double.parseDouble(figures[1])));
  }

  /** At the end of its input it takes its own workers along; a killed one would leave them. */
  @Override
  public void close() {
    try (var input = process.outputWriter()) {
      input.flush();
    } catch (IOException _) {
      // It has ended already.
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
