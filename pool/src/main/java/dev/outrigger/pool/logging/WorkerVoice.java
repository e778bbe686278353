package dev.outrigger.pool.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * What one worker prints and logs, put into the logs of its parent, at a bounded rate.
 *
 * <p>Threading: {@link #printed} on the thread that reads its output, which a slow logger slows
 * down, and with it the worker; {@link #logged} on the thread that reads all workers, which nobody
 * may slow down: records wait in a bounded line, and one thread at a time logs them.
 */
public final class WorkerVoice {
  private static final int WAITING = 2 * Throttle.BURST;

  private final Logger own;
  private final Function<String, Logger> loggers;
  private final Executor threads;
  private final Throttle throttle;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private long dropped;
  private boolean busy;

  /** Lines go to the pool's own logger, records to the loggers that they name. */
  public WorkerVoice(
      Logger own, Function<String, Logger> loggers, Executor threads, Throttle throttle) {
    this.own = own;
    this.loggers = loggers;
    this.threads = threads;
    this.throttle = throttle;
  }

  /** A line of its output. */
  public void printed(String tag, String line) {
    if (throttle.admits(aside -> own.log(Level.WARNING, tagged(tag, aside)))) {
      own.log(Level.INFO, tagged(tag, line));
    }
  }

  /** A record of its log. */
  public void logged(String tag, LogNote note) {
    if (throttle.admits(aside -> enqueue(() -> own.log(Level.WARNING, tagged(tag, aside))))) {
      enqueue(() -> log(tag, note));
    }
  }

  /** It has died: tells what was suppressed. */
  public void end(String tag) {
    throttle.end(aside -> enqueue(() -> own.log(Level.WARNING, tagged(tag, aside))));
  }

  private void log(String tag, LogNote note) {
    String text = tagged(tag, note.message());
    loggers
        .apply(note.logger())
        .log(note.level(), note.thrown().isEmpty() ? text : text + "\n" + note.thrown());
  }

  private static String tagged(String tag, String line) {
    return "[" + tag + "] " + line;
  }

  private void enqueue(Runnable line) {
    synchronized (this) {
      if (waiting.size() >= WAITING) {
        dropped++;
        return;
      }
      waiting.addLast(line);
      if (busy) {
        return;
      }
      busy = true;
    }
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The pool has ended, or there is no thread: its last words are logged where they are heard.
      work();
    }
  }

  private void work() {
    while (true) {
      Runnable next;
      long missed;
      synchronized (this) {
        missed = dropped;
        dropped = 0;
        if (waiting.isEmpty() && missed == 0) {
          busy = false;
          return;
        }
        next = waiting.isEmpty() ? () -> {} : waiting.removeFirst();
      }
      try {
        next.run();
        if (missed > 0) {
          own.log(
              Level.WARNING, "… " + missed + " log records of a worker are lost: the log is slow");
        }
      } catch (RuntimeException | Error e) {
        // A logger that throws must not end the log.
        own.log(Level.ERROR, "a log record of a worker could not be logged", e);
      }
    }
  }
}
