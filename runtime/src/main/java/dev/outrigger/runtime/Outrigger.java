package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a program on event loops begins.
 *
 * <pre>{@code
 * void main() throws Exception {
 *   Outrigger.run(group -> {
 *     group.spawn("tick", () -> count("tick"));
 *     group.spawn("tock", () -> count("tock"));
 *     return "both are started, and are waited for";
 *   });
 * }
 * }</pre>
 */
public final class Outrigger {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final AtomicBoolean HAS_SIGNALS = new AtomicBoolean();

  private Outrigger() {}

  /**
   * Runs the body as the first task of one event loop, in a group of its own, and returns when it
   * and all tasks that it started have ended. See {@link #run(EventLoopsBuilder, TaskGroup.Body)}.
   */
  public static <T extends @Nullable Object> T run(TaskGroup.Body<T> main) throws Exception {
    return run(EventLoops.builder(), main);
  }

  /**
   * Runs the body as the first task of the first of these loops, in a group of its own, and returns
   * when it and all tasks that it started have ended; then the loops are closed.
   *
   * <p>The signals INT (Ctrl-C) and TERM cancel the body's scope meanwhile, with {@link
   * Cancellation.Source#SHUTDOWN}. When all have ended, however long their clean-up took, this
   * throws what a cancelled body throws. If nobody catches that, the process ends as by that
   * signal, with status 130 or 143 and without a stack trace. A second signal ends it at once.
   *
   * @throws IllegalStateException if a task calls it: that has a loop already
   * @throws Exception what the body or the first of the tasks threw that failed
   */
  public static <T extends @Nullable Object> T run(
      EventLoopsBuilder options, TaskGroup.Body<T> main) throws Exception {
    if (Loop.current().isPresent()) {
      throw new IllegalStateException(
          "Outrigger.run was called by a task, which has its loop already: use TaskGroup.run there");
    }
    AtomicReference<@Nullable Signal> received = new AtomicReference<>();
    try (EventLoops loops = options.start()) {
      return TaskGroup.run(outer -> runIn(outer, loops, main, received));
    } catch (Throwable e) {
      Signal signal = received.get();
      if (signal != null) {
        Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> signal.end(thrown));
      }
      throw e;
    }
  }

  private static <T extends @Nullable Object> T runIn(
      TaskGroup outer,
      EventLoops loops,
      TaskGroup.Body<T> main,
      AtomicReference<@Nullable Signal> received)
      throws Exception {
    boolean mine = HAS_SIGNALS.compareAndSet(false, true);
    List<Registration> watched = mine ? Signal.watch(outer, received) : List.of();
    try {
      return outer.spawnOn(loops.loop(0), "main", () -> TaskGroup.run(main)).join();
    } finally {
      if (mine) {
        watched.forEach(Registration::close);
        HAS_SIGNALS.set(false);
      }
    }
  }

  /** Those that ask a process to end. */
  private enum Signal {
    INT(2),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    /** As a shell tells that a process was ended by it. */
    int status() {
      return 128 + number;
    }

    /** Nobody caught what came of it: the end that it asked for. */
    void end(Throwable thrown) {
      if (!Cancellation.ends(thrown)) {
        LOG.log(Level.ERROR, "failed while it was stopping", thrown);
      }
      System.exit(status());
    }

    static List<Registration> watch(TaskGroup group, AtomicReference<@Nullable Signal> received) {
      List<Registration> watched = new ArrayList<>();
      for (Signal signal : values()) {
        signal.watchFor(group, received).ifPresent(watched::add);
      }
      return watched;
    }

    private Optional<Registration> watchFor(
        TaskGroup group, AtomicReference<@Nullable Signal> received) {
      try {
        return Optional.of(Signals.on(name(), () -> arrived(group, received)));
      } catch (IllegalArgumentException e) {
        // A JVM with -Xrs keeps them for itself.
        LOG.log(Level.DEBUG, "signal {0} is not watched: {1}", name(), e.getMessage());
        return Optional.empty();
      }
    }

    private void arrived(TaskGroup group, AtomicReference<@Nullable Signal> received) {
      if (!received.compareAndSet(null, this)) {
        System.exit(status());
      }
      LOG.log(Level.INFO, "signal {0}: stopping; a second one ends the process at once", name());
      boolean _ =
          group
              .scope()
              .cancel(
                  new Cancellation(
                      Cancellation.Source.SHUTDOWN, "the process got signal " + name()));
    }
  }
}
