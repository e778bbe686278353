package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The signals that ask a process to end. They are watched for while any program runs on loops. */
enum EndingSignal {
  INT(2),
  TERM(15);

  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final Object LOCK = new Object();
  private static final List<Program> PROGRAMS = new CopyOnWriteArrayList<>();
  private static List<Registration> watched = List.of();

  private final int number;

  EndingSignal(int number) {
    this.number = number;
  }

  /** A group that a signal cancels, and the signal that did. */
  static final class Program implements Registration {
    private final TaskGroup group;
    private final AtomicReference<@Nullable EndingSignal> received = new AtomicReference<>();

    private Program(TaskGroup group) {
      this.group = group;
    }

    /** Tells whether it is the first for this program. */
    private boolean stop(EndingSignal signal) {
      boolean first = received.compareAndSet(null, signal);
      boolean _ =
          group
              .scope()
              .cancel(
                  new Cancellation(
                      Cancellation.Source.SHUTDOWN, "the process got signal " + signal));
      return first;
    }

    Optional<EndingSignal> received() {
      return Optional.ofNullable(received.get());
    }

    @Override
    public void close() {
      synchronized (LOCK) {
        PROGRAMS.remove(this);
        if (PROGRAMS.isEmpty()) {
          watched.forEach(Registration::close);
          watched = List.of();
        }
      }
    }
  }

  /** Until the program is closed, each signal cancels the group. By a thread that is no loop's. */
  static Program watch(TaskGroup group) {
    Program program = new Program(group);
    synchronized (LOCK) {
      PROGRAMS.add(program);
      if (watched.isEmpty()) {
        List<Registration> found = new ArrayList<>();
        for (EndingSignal signal : values()) {
          signal.register().ifPresent(found::add);
        }
        watched = found;
      }
    }
    return program;
  }

  private Optional<Registration> register() {
    try {
      return Optional.of(Signals.on(name(), this::arrived));
    } catch (IllegalArgumentException e) {
      // A JVM with -Xrs keeps them for itself.
      LOG.log(Level.DEBUG, "signal {0} is not watched: {1}", name(), e.getMessage());
      return Optional.empty();
    }
  }

  private void arrived() {
    boolean first = false;
    for (Program program : PROGRAMS) {
      first |= program.stop(this);
    }
    if (!first) {
      System.exit(status());
    }
    LOG.log(Level.INFO, "signal {0}: stopping; a second one ends the process at once", name());
  }

  /** As a shell tells that a process was ended by it. */
  private int status() {
    return 128 + number;
  }

  /** Nobody caught what came of it: the end that it asked for. */
  void end(Throwable thrown) {
    if (!Cancellation.ends(thrown)) {
      LOG.log(Level.ERROR, "failed while it was stopping", thrown);
    }
    System.exit(status());
  }
}
