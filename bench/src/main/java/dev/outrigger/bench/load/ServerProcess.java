package dev.outrigger.bench.load;

import dev.outrigger.bench.LineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server in a process of its own, which is charged with what the operating system counts. */
public final class ServerProcess implements AutoCloseable {
  // The kernel's USER_HZ, which no architecture that runs a JVM has otherwise.
  private static final double TICKS_A_SECOND = 100;

  private final String name;
  private final Map<String, Integer> ports;
  private final LineProcess process;

  /** CPU time so far, in seconds. */
  public record Cpu(double user, double system) {
    /** Both. */
    public double total() {
      return user + system;
    }
  }

  private ServerProcess(LineProcess process) {
    String[] words = process.greeting().split(" ", 0);
    this.process = process;
    name = words[0].replace('_', ' ');
    ports =
        Stream.of(words)
            .skip(1)
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> word[0], word -> Integer.valueOf(word[1])));
  }

  /** Starts it; one that can't be here says so in a line, which is printed, and gives nothing. */
  public static Optional<ServerProcess> start(List<String> command) throws IOException {
    return LineProcess.start("serving", command).map(ServerProcess::new);
  }

  /** As it greeted. */
  public String name() {
    return name;
  }

  /** Where it does such work, if it can. */
  public OptionalInt port(Exercise work) {
    Integer port = ports.get(work.way());
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** What all its threads have used so far. */
  public Cpu cpu() throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    // The name before may hold blanks, but no field behind it does.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 0);
    return new Cpu(
        Long.parseLong(fields[11]) / TICKS_A_SECOND, Long.parseLong(fields[12]) / TICKS_A_SECOND);
  }

  /** Memory of its own that is really there, in bytes. */
  public long resident() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException(name + " has ended");
  }

  /** Bytes allocated so far. */
  public OptionalLong allocated() throws IOException {
    return ask("BYTES");
  }

  /** Bytes of the heap that are alive. */
  public OptionalLong heap() throws IOException {
    return ask("HEAP");
  }

  private OptionalLong ask(String what) throws IOException {
    return process.ask(what).stream().mapToLong(Long::parseLong).findAny();
  }

  @Override
  public void close() {
    process.close();
  }
}
