package dev.outrigger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that is measured: it greets with a line, then answers each line with a line, and ends
 * at the end of its input.
 *
 * <p>Threading: one at a time.
 */
public final class LineProcess implements AutoCloseable {
  private final String greeting;
  private final Process process;
  private final BufferedReader answers;

  private LineProcess(String greeting, Process process, BufferedReader answers) {
    this.greeting = greeting;
    this.process = process;
    this.answers = answers;
  }

  /**
   * Starts it; one that can't be here says so in a line, which is printed, and gives nothing.
   *
   * @param word what the greeting of one that is ready begins with
   * @throws IOException if it can't be started or ends before it said anything
   */
  public static Optional<LineProcess> start(String word, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("'" + String.join(" ", command) + "' ended before it said anything");
    }
    if (!line.startsWith(word + " ")) {
      System.out.println(line);
      process.destroy();
      return Optional.empty();
    }
    return Optional.of(new LineProcess(line.substring(word.length() + 1), process, answers));
  }

  /** What it said behind the word. */
  public String greeting() {
    return greeting;
  }

  /** As the operating system knows it. */
  public long pid() {
    return process.pid();
  }

  /**
   * Says a line and waits for the answer.
   *
   * @return the answer; empty: it can't do that, which it says by a dash
   * @throws IOException if it has ended
   */
  public Optional<String> ask(String what) throws IOException {
    process.outputWriter().write(what + "\n");
    process.outputWriter().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(greeting + " ended when it was asked for " + what);
    }
    return answer.equals("-") ? Optional.empty() : Optional.of(answer);
  }

  /** Waits for its end, at most 5 seconds; then it is told by a signal, at last by a kill. */
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
      // A killed one would leave its own workers behind.
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
