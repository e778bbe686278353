package dev.outrigger.cli.server;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.supervisor.member.Duties;
import dev.outrigger.supervisor.member.Membership;
import dev.outrigger.supervisor.posix.LogFile;
import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** How a server process of an arbiter comes to its end, and what else it is told to do. */
final class Leaving implements Duties {
  /** For a signal that came to this process alone; the arbiter's order says how long. */
  private static final Duration OWN_GRACE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  private final Membership arbiter;
  private final CompletableFuture<Duration> asked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> hurried = new CompletableFuture<>();

  private final CompletableFuture<WebServer> server = new CompletableFuture<>();

  private final Optional<LogFile> log;

  Leaving(Membership arbiter, Optional<LogFile> log) {
    this.arbiter = arbiter;
    this.log = log;
  }

  @Override
  public void drain(Duration grace) {
    if (!asked.complete(grace) && grace.isZero()) {
      boolean _ = hurried.complete(true);
    }
  }

  /** Somebody has sent a signal to this process alone. */
  void leave() {
    drain(OWN_GRACE);
  }

  /** Waits until it is time to leave, and leaves. Gives the exit status. */
  int await(WebServer running) throws InterruptedException {
    try {
      boolean _ = server.complete(running);
      Duration grace = asked.get();
      // Another process may run the jobs long before the last request has ended.
      Thread _ = Thread.ofPlatform().daemon().name("jobs-end").start(() -> follow(running, grace));
      // Of the platform: busy handlers may hold every carrier of virtual threads.
      var _ =
          hurried.thenRun(
              () -> Thread.ofPlatform().daemon().name("second-stop").start(running::close));
      running.stopAccepting();
      arbiter.leaving();
      if (!running.stop(grace)) {
        LOG.log(Level.WARNING, "Requests that had not ended were cancelled");
      }
      return 0;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void follow(WebServer running, Duration grace) {
    try {
      if (running.follow(grace)) {
        arbiter.followed();
      }
    } catch (InterruptedException e) {
      // The end of the process says the same.
    }
  }

  @Override
  public void lead(Instant since) {
    var _ = server.thenAccept(running -> running.lead(since));
  }

  @Override
  public void tellStacks() {
    for (EventLoops loops : EventLoops.running()) {
      for (int i = 0; i < loops.count(); i++) {
        // A loop between two tasks has nothing to tell; its own steps are the watchdog's to tell
        // of.
        Loop loop = loops.loop(i);
        loop.running()
            .ifPresent(task ->
                LOG.log(
                    Level.ERROR, loop + " runs the task " + task.name() + frames(task.stack())));
      }
    }
  }

  private static String frames(List<StackTraceElement> stack) {
    return stack.stream()
        .map(frame -> System.lineSeparator() + "\tat " + frame)
        .collect(Collectors.joining());
  }

  @Override
  public void reopenLogs() {
    try {
      if (log.isPresent()) {
        log.get().open();
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "The old log file is kept, since {0} can''t be written: {1}",
          log.map(LogFile::path).orElseThrow(),
          e.getMessage());
    }
  }
}
