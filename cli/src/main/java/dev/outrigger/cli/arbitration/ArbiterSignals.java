package dev.outrigger.cli.arbitration;

import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import dev.outrigger.supervisor.arbiter.Answer;
import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.host.Operator;
import dev.outrigger.supervisor.host.Station;
import java.io.Console;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The signals that gunicorn's users know. */
final class ArbiterSignals {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  /** Who sends a signal sees no answer but the log. */
  private static final Answer LOGGED =
      (done, line) -> {
        if (!done) {
          LOG.log(Level.WARNING, line);
        }
      };

  private final Operator operator;
  private final Duration graceful;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<Registration> all = new ArrayList<>();

  private ArbiterSignals(Operator operator, Duration graceful) {
    this.operator = operator;
    this.graceful = graceful;
  }

  /**
   * Has a station listen for them.
   *
   * @param graceful how long running requests may go on at the first {@code TERM}
   */
  static List<Registration> to(Station station, Duration graceful) {
    ArbiterSignals signals = new ArbiterSignals(station.operator(), graceful);
    signals.listen();
    return List.copyOf(signals.all);
  }

  private void listen() {
    tell("TERM", arbiter -> stop(arbiter, graceful, "TERM"));
    tell("INT", arbiter -> stop(arbiter, Duration.ZERO, "INT"));
    on("HUP", () -> operator.reload(LOGGED));
    tell("TTIN", arbiter -> arbiter.scaleBy(1, LOGGED));
    tell("TTOU", arbiter -> arbiter.scaleBy(-1, LOGGED));
    on("USR1", operator::reopenLogs);
    on("USR2", this::upgrade);
    // A terminal sends it whenever its window changes.
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      tell("WINCH", Arbiter::pause);
    }
  }

  private void on(String signal, Runnable action) {
    all.add(Signals.on(signal, action));
  }

  private void tell(String signal, Consumer<Arbiter> command) {
    on(signal, () -> operator.command(command));
  }

  /** A second signal leaves no more time. */
  private void stop(Arbiter arbiter, Duration grace, String signal) {
    boolean first = stopping.compareAndSet(false, true);
    arbiter.stop(0, "signal " + signal, first ? grace : Duration.ZERO);
  }

  private void upgrade() {
    var _ =
        operator
            .obey(new Command.Upgrade())
            .thenAccept(outcome -> {
              if (!outcome.done()) {
                LOG.log(Level.ERROR, outcome.line());
              }
            });
  }
}
