package dev.outrigger.cli.output;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes the log on a thread of its own. Who reads it may stop to, as a terminal does at Ctrl-S or
 * a collector of logs that hangs; an arbiter has to go on replacing what dies all the same. What is
 * too much then is counted and left out.
 */
final class QueuedHandler extends Handler {
  private static final int MOST = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final BlockingQueue<LogRecord> waiting = new ArrayBlockingQueue<>(MOST);
  private final AtomicInteger unwritten = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Handler writer;

  QueuedHandler(Handler writer) {
    this.writer = writer;
    Thread _ = Thread.ofPlatform().daemon().name("log").start(this::write);
  }

  @Override
  public void publish(LogRecord entry) {
    int _ = unwritten.incrementAndGet();
    if (!waiting.offer(entry)) {
      int _ = unwritten.decrementAndGet();
      int _ = lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        LogRecord entry = waiting.take();
        writer.publish(entry);
        int _ = unwritten.decrementAndGet();
        int missed = lost.getAndSet(0);
        if (missed > 0) {
          LogRecord note =
              new LogRecord(Level.WARNING, missed + " lines are missing here: nobody read the log");
          note.setLoggerName(entry.getLoggerName());
          writer.publish(note);
        }
      }
    } catch (InterruptedException over) {
      // Nobody interrupts it but the end of this process.
    }
  }

  /** Waits until all is written, for as long as that can be hoped for. */
  @Override
  public void flush() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (unwritten.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void close() {
    flush();
  }
}
