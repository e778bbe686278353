package dev.outrigger.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** How a family is ended, once: the polite word, the time to follow it, and the other one. */
final class Stop {
  private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_MILLIS = 5;

  private final Command command;
  private final Process process;
  private final Family family;
  private final Optional<Leash> leash;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();

  Stop(Command command, Launch.Started started) {
    this.command = command;
    this.process = started.process();
    this.family = started.family();
    this.leash = started.leash();
  }

  /** Doesn't wait. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      Elsewhere.thread("outrigger-process-stop-" + process.pid(), this::goDown).start();
    }
  }

  boolean hasBegun() {
    return begun.get();
  }

  void await() {
    try {
      boolean _ = Elsewhere.await(over);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From any thread that may block for a moment. */
  void killNow() {
    family.signal(Kill.SIGKILL);
  }

  boolean signal(int number) {
    return process.isAlive() && Kill.best().send(number, process.pid());
  }

  private void goDown() {
    try {
      if (family.isAlive()) {
        family.signal(Kill.SIGTERM);
        if (!goneWithin(command.grace().toNanos())) {
          family.signal(Kill.SIGKILL);
          if (!goneWithin(KILL_NANOS)) {
            System.getLogger("dev.outrigger.runtime")
                .log(Level.WARNING, "\"" + command + "\" (" + process.pid() + ") outlives SIGKILL");
          }
        }
      }
      leash.ifPresent(Leash::release);
      over.complete(true);
    } catch (InterruptedException e) {
      over.completeExceptionally(new IllegalStateException("nobody interrupts this thread", e));
    } catch (RuntimeException | Error e) {
      over.completeExceptionally(e);
    }
  }

  // The program tells of its end; those that it has left behind have to be looked for.
  private boolean goneWithin(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    boolean _ = process.waitFor(nanos, TimeUnit.NANOSECONDS);
    while (family.isAlive()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
