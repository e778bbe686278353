package dev.outrigger.bench.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which is charged with what the operating system counts. */
final class ServerProcess implements AutoCloseable {
  // The kernel's USER_HZ, which no architecture that runs a JVM has otherwise.
  private static final double TICKS_A_SECOND = 100;

  private final String name;
  private final Map<String, Integer> ports;
  private final Process process;
  private final BufferedReader answers;

  /** CPU time so far, in seconds. */
  record Cpu(double user, double system) {
    double total() {
      return user + system;
    }
  }

  private ServerProcess(
      String name, Map<String, Integer> ports, Process process, BufferedReader answers) {
    this.name = name;
    this.ports = ports;
    this.process = process;
    this.answers = answers;
  }

  /** Starts it; one that can't be here says so in a line, which is printed, and gives nothing. */
  static Optional<ServerProcess> start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
    String greeting = answers.readLine();
    if (greeting == null) {
      throw new IOException("'" + String.join(" ", command) + "' ended before it said anything");
    }
    if (!greeting.startsWith("serving ")) {
      System.out.println(greeting);
      process.destroy();
      return Optional.empty();
    }
    String[] words = greeting.split(" ", 0);
    Map<String, Integer> ports = new HashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      ports.put(words[i].substring(0, equals), Integer.valueOf(words[i].substring(equals + 1)));
    }
    return Optional.of(new ServerProcess(words[1].replace('_', ' '), ports, process, answers));
  }

  String name() {
    return name;
  }

  /** Where it does such work, if it can. */
  OptionalInt port(Work work) {
    Integer port = ports.get(work.way());
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** What all its threads have used so far. */
  Cpu cpu() throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    // The name before may hold blanks, but no field behind it does.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 0);
    return new Cpu(
        Long.parseLong(fields[11]) / TICKS_A_SECOND, Long.parseLong(fields[12]) / TICKS_A_SECOND);
  }

  /** Memory of its own that is really there, in bytes. */
  long resident() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException(name + " has ended");
  }

  /** Bytes allocated so far. */
  OptionalLong allocated() throws IOException {
    return ask("BYTES");
  }

  /** Bytes of the heap that are alive. */
  OptionalLong heap() throws IOException {
    return ask("HEAP");
  }

  private OptionalLong ask(String what) throws IOException {
    process.outputWriter().write(what + "\n");
    process.outputWriter().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " has ended");
    }
    return answer.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(answer));
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
