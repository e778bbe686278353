package dev.outrigger.supervisor.hooks;

import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.supervisor.talk.Meeting;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs an operator's commands, each by {@code /bin/sh -c}. They write where the arbiter writes.
 *
 * <p>These are commands and no Java code on purpose. The arbiter loads nothing of an application:
 * what an application brings can neither break nor slow down the process that has to replace it
 * when it is broken. gunicorn's hooks are code in its arbiter; one that throws or hangs there takes
 * the service with it.
 *
 * <p>Threading: any thread; none waits for a command. At most {@value #AT_ONCE} run at a time.
 */
public final class Hooks implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");
  private static final int AT_ONCE = 4;
  private static final int LONGEST_LINE = 256;
  private static final Duration LAST = Duration.ofSeconds(5);

  private final Map<Moment, String> commands = new EnumMap<>(Moment.class);
  private final Duration limit;
  private final ThreadPoolExecutor threads;

  /**
   * These commands.
   *
   * @param limit how long each may take; then it is killed
   */
  public Hooks(Map<Moment, String> commands, Duration limit) {
    this.commands.putAll(commands);
    this.limit = limit;
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_LINE),
            Thread.ofPlatform().daemon().name("hook").factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** No commands. */
  public static Hooks none() {
    return new Hooks(Map.of(), Duration.ofSeconds(30));
  }

  /** Runs the command of this moment, if there is one. */
  public void tell(Moment moment, Facts facts) {
    var _ =
        ask(moment, facts)
            .thenAccept(wrong -> wrong.ifPresent(reason -> LOG.log(Level.WARNING, reason)));
  }

  /** The same; gives why the command did not end well, or nothing if it did. */
  public CompletableFuture<Optional<String>> ask(Moment moment, Facts facts) {
    String command = commands.get(moment);
    CompletableFuture<Optional<String>> told = new CompletableFuture<>();
    if (command == null) {
      told.complete(Optional.empty());
      return told;
    }
    try {
      threads.execute(() -> told.complete(run(moment, command, facts)));
    } catch (RejectedExecutionException full) {
      told.complete(Optional.of(name(moment) + " was not run: too many others wait"));
    }
    return told;
  }

  private Optional<String> run(Moment moment, String command, Facts facts) {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    boolean _ = builder.environment().keySet().removeAll(Meeting.VARIABLES);
    builder.environment().putAll(facts.at(moment).variables());
    try {
      Process process = builder.start();
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          return Optional.of(
              name(moment) + " took longer than " + Durations.text(limit) + ", and was killed");
        }
      } finally {
        kill(process);
      }
      int status = process.exitValue();
      return status == 0
          ? Optional.empty()
          : Optional.of(name(moment) + " ended with status " + status);
    } catch (IOException e) {
      return Optional.of(name(moment) + " could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      return Optional.of(name(moment) + " was killed, for the service ends");
    }
  }

  // What it left behind after it ended by itself is its own affair.
  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      var _ = process.destroyForcibly();
    }
  }

  private static String name(Moment moment) {
    return "the command of --" + option(moment);
  }

  /** The option that names a moment's command, without hyphens in front. */
  private static String option(Moment moment) {
    return moment == Moment.READY ? "when-ready" : "on-" + moment.word();
  }

  /** Lets those that run end, for a little while. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
        var _ = threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      var _ = threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
