package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.arbiter.Answer;
import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.arbiter.Hands.Severity;
import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.control.Control.Outcome;
import dev.outrigger.supervisor.control.Row;
import dev.outrigger.supervisor.hooks.Facts;
import dev.outrigger.supervisor.hooks.Moment;
import dev.outrigger.supervisor.posix.LogFile;
import dev.outrigger.supervisor.sockets.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What the operator of a service can have done, by signals and commands.
 *
 * <p>Threading: any thread; what is wanted is done on the arbiter's.
 */
public final class Operator {
  private final ArbiterThread thread;
  private final Arbiter arbiter;
  private final Host host;
  private final Ports ports;
  private final Surroundings surroundings;
  private final Duration graceful;

  Operator(
      ArbiterThread thread,
      Arbiter arbiter,
      Host host,
      Ports ports,
      Surroundings surroundings,
      Duration graceful) {
    this.thread = thread;
    this.arbiter = arbiter;
    this.host = host;
    this.ports = ports;
    this.surroundings = surroundings;
    this.graceful = graceful;
  }

  /** Does something with the arbiter, on its thread. */
  public void command(Consumer<Arbiter> what) {
    thread.tell(() -> what.accept(arbiter));
  }

  /**
   * New server processes for all slots, unless the operator's command for it refuses; see {@link
   * Arbiter#reload}.
   */
  public void reload(Answer answer) {
    var _ =
        surroundings
            .hooks()
            .ask(Moment.RELOAD, Facts.NONE)
            .thenAccept(refusal ->
                thread.tell(() -> {
                  if (refusal.isPresent()) {
                    String line = "no reload: " + refusal.get();
                    host.log(Severity.WARNING, line);
                    answer.told(false, line);
                  } else {
                    arbiter.reload((done, line) -> {
                      host.tally().reloaded(done);
                      answer.told(done, line);
                    });
                  }
                }));
  }

  /** Opens the log file anew, here and in all server processes. */
  public void reopenLogs() {
    thread.tell(() -> reopen(Answer.NOBODY));
  }

  private void reopen(Answer answer) {
    if (surroundings.log().isEmpty()) {
      answer.told(false, "there is no log file: the service was started without --log-file");
      return;
    }
    LogFile log = surroundings.log().get();
    try {
      log.open();
      host.reopenLogs();
      answer.told(true, "all processes open " + log.path() + " anew");
    } catch (IOException e) {
      String line = log.path() + " can't be opened anew, the old file is kept: " + e.getMessage();
      host.log(Severity.WARNING, line);
      answer.told(false, line);
    }
  }

  /** Obeys a command that came from outside; done when it has come to its end. */
  public CompletableFuture<Outcome> obey(Command command) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Answer answer = (done, line) -> outcome.complete(new Outcome(done, line, List.of()));
    try {
      thread.execute(() -> {
        switch (command) {
          case Command.Status _ -> outcome.complete(status());
          case Command.Reload _ -> reload(answer);
          case Command.Scale(int count) -> arbiter.scale(count, answer);
          case Command.Upgrade _ -> upgrade(answer);
          case Command.Drain _ -> {
            arbiter.pause();
            answer.told(true, "all server processes leave; 'reload' brings them back");
          }
          case Command.Reopen _ -> reopen(answer);
          case Command.Stop(boolean now) -> {
            arbiter.stop(0, "the command stop", now ? Duration.ZERO : graceful);
            answer.told(true, "the service stops");
          }
        }
      });
    } catch (RejectedExecutionException over) {
      answer.told(false, "the arbiter has ended");
    }
    return outcome;
  }

  private void upgrade(Answer answer) {
    if (ProcessHandle.current().pid() == 1) {
      answer.told(
          false,
          "this arbiter is process 1 of its container, which ends with it: start a container in its"
              + " place");
    } else if (ports.areOfSomebodyElse()) {
      answer.told(
          false,
          "the sockets are the service manager's, which keeps them open: restart the service");
    } else {
      arbiter.giveUpTo(answer);
    }
  }

  private Outcome status() {
    List<Row> rows = arbiter.view().stream().map(host::row).toList();
    String line = arbiter.slots() == 1 ? "1 slot" : arbiter.slots() + " slots";
    return new Outcome(true, arbiter.isPaused() ? line + ", drained" : line, rows);
  }
}
