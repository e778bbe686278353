package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.sockets.Ports;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Order;
import dev.outrigger.supervisor.talk.Report;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How another arbiter process comes into the place of this one. It is given the sockets at once,
 * and all else when its own server processes serve; until then its end changes nothing here.
 *
 * <p>Threading: on the arbiter's thread, but for what names another.
 */
final class Succession {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path folder;
  private final Ports ports;
  private final ArbiterThread thread;
  private final Consumer<Consumer<Arbiter>> arbiter;
  private volatile Optional<Successor> successor = Optional.empty();
  private boolean gaveWay;
  private volatile Optional<Process> unwanted = Optional.empty();

  /**
   * One that has not begun.
   *
   * @param arbiter takes what it is told as a step of its own
   */
  Succession(Path folder, Ports ports, ArbiterThread thread, Consumer<Consumer<Arbiter>> arbiter) {
    this.folder = folder;
    this.ports = ports;
    this.thread = thread;
    this.arbiter = arbiter;
  }

  /** A process that is to follow, with the sockets that are kept for it. */
  private record Successor(
      Meeting meeting, Process process, List<Ports.Named> sockets, Optional<Lines> lines) {
    Successor joined(Lines talk) {
      return new Successor(meeting, process, sockets, Optional.of(talk));
    }
  }

  void start(Launch launch) {
    Meeting meeting = Meeting.fresh(folder, Meeting.SUCCESSOR, Optional.empty());
    try {
      Process process = new Spawner(launch).start(meeting).process();
      successor = Optional.of(new Successor(meeting, process, ports.all(), Optional.empty()));
      var _ = process.onExit().thenRun(() -> thread.tell(() -> ended(process)));
    } catch (IOException e) {
      notSucceeded("it could not be started: " + e.getMessage());
    }
  }

  private void ended(Process process) {
    if (successor.filter(own -> own.process().equals(process)).isPresent() && !gaveWay) {
      successor = Optional.empty();
      notSucceeded(
          "the new one ended with status " + process.exitValue() + ", and said why in the log");
    }
  }

  private void notSucceeded(String reason) {
    arbiter.accept(own -> own.notSucceeded(reason));
  }

  /** Whether it is the one that was started; from any thread. */
  boolean isKnown(Report.Join who) {
    return successor.filter(own -> own.meeting().isThatOf(who)).isPresent();
  }

  /** What it may fetch; from any thread. */
  List<FileDescriptor> sockets() {
    return successor
        .map(own -> own.sockets().stream().map(Ports.Named::socket).toList())
        .orElse(List.of());
  }

  /** Listens to it until it ends; on a thread of its own. */
  void hear(Lines lines) throws IOException {
    thread.tell(() -> joined(lines));
    for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
      if (Report.of(line.get()).orElse(null) instanceof Report.Serving) {
        arbiter.accept(Arbiter::succeeded);
      }
    }
  }

  private void joined(Lines lines) {
    successor = successor.map(own -> own.joined(lines));
    tell(
        new Order.Inherit(
            successor.map(Successor::sockets).orElse(List.of()).stream()
                .map(Ports.Named::name)
                .toList()));
  }

  /** It gets all that only one can have. */
  void giveWay() {
    gaveWay = true;
    ports.leave();
    tell(new Order.Succeed());
  }

  /** The number of its process. */
  Optional<Long> pid() {
    return successor.map(own -> own.process().pid());
  }

  /** None of our processes runs the periodic jobs any more. */
  void ledUntil(Instant moment) {
    if (gaveWay) {
      tell(new Order.Lead(moment));
    }
  }

  private void tell(Order order) {
    try {
      if (successor.flatMap(Successor::lines).isPresent()) {
        successor.flatMap(Successor::lines).get().write(order.line());
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the new arbiter does not listen", gone);
    }
  }

  /** Whether it lives: the JDK's own word of its end may not come. */
  void look() {
    successor.map(Successor::process).filter(process -> !process.isAlive()).ifPresent(this::ended);
  }

  /** It is not wanted any more. */
  void end() {
    successor.ifPresent(own -> {
      own.process().destroy();
      unwanted = Optional.of(own.process());
      thread.after(PATIENCE, own.process()::destroyForcibly);
    });
    successor = Optional.empty();
  }

  /** One that does not end when it is told to would keep the sockets open. */
  void close() {
    unwanted.ifPresent(process -> {
      try {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          var _ = process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        var _ = process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    });
  }
}
