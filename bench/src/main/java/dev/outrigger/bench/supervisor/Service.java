package dev.outrigger.bench.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A supervisor that runs, and its server processes: they are its children. */
record Service(String name, Process supervisor, int port, Path log) implements AutoCloseable {
  private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

  /** Waits until it answers. */
  void awaitAnswer() throws IOException {
    long begun = System.nanoTime();
    while (!answers()) {
      require(supervisor.isAlive(), "does not start");
      require(System.nanoTime() - begun < LIMIT_NANOS, "does not answer");
      pause(2);
    }
  }

  private boolean answers() {
    try (Asking asking = Asking.connect(port)) {
      return asking.ask(false).process() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Has it replace its server processes; gives the time until the last old one has gone. */
  Duration reload() throws IOException, InterruptedException {
    List<ProcessHandle> old = supervisor.children().toList();
    require(!old.isEmpty(), "has no server processes");
    long begun = System.nanoTime();
    signal("HUP");
    while (old.stream().anyMatch(ProcessHandle::isAlive)) {
      require(supervisor.isAlive(), "has ended");
      require(System.nanoTime() - begun < LIMIT_NANOS, "keeps old processes");
      pause(2);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    awaitAnswer();
    return taken;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + signal, Long.toString(supervisor.pid()))
            .inheritIO()
            .start()
            .waitFor();
    require(status == 0, "takes no signal " + signal);
  }

  /** The memory of the supervisor alone, in megabytes. */
  double supervisorMegabytes() throws IOException {
    return Pss.ofProcess(supervisor.pid());
  }

  /** The memory of each child with all that it has started, in megabytes. */
  List<Double> processMegabytes() throws IOException {
    List<Double> found = new ArrayList<>();
    for (ProcessHandle child : supervisor.children().toList()) {
      double sum = Pss.ofProcess(child.pid());
      for (ProcessHandle below : child.descendants().toList()) {
        sum += Pss.ofProcess(below.pid());
      }
      found.add(sum);
    }
    return found;
  }

  private void require(boolean holds, String complaint) throws IOException {
    if (!holds) {
      throw new IOException(name + " " + complaint + "; its output:\n" + Files.readString(log));
    }
  }

  static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  /** Ends it in order, or else by force. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = supervisor.descendants().toList();
    try {
      if (supervisor.isAlive()) {
        signal("TERM");
      }
      if (!supervisor.waitFor(60, TimeUnit.SECONDS)) {
        supervisor.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      supervisor.destroyForcibly();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
