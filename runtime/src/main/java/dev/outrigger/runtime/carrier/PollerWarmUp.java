package dev.outrigger.runtime.carrier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Makes the JDK start the threads that poll sockets for blocked virtual threads, before any
 * loop-carried task does.
 *
 * <p>Those pollers are virtual threads and inherit the scheduler of whoever first blocks on a
 * socket. Were that a loop-carried task, one loop would carry all blocking I/O of the process, and
 * stall it whenever that loop is busy. So an ordinary virtual thread blocks first.
 */
public final class PollerWarmUp {
  private static final Object LOCK = new Object();
  private static boolean done;

  private PollerWarmUp() {}

  public static void once() {
    synchronized (LOCK) {
      if (!done) {
        blockOnceOnAnOrdinaryVirtualThread();
        done = true;
      }
    }
  }

  private static void blockOnceOnAnOrdinaryVirtualThread() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SourceChannel source = pipe.source();
          Pipe.SinkChannel sink = pipe.sink()) {
        // A virtual thread started by a virtual thread inherits its scheduler; by this one, not.
        Thread starter = Thread.ofPlatform().daemon().start(() -> readOneByte(source, sink));
        starter.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a pipe to warm up the JDK's socket pollers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readOneByte(Pipe.SourceChannel source, Pipe.SinkChannel sink) {
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                source.read(ByteBuffer.allocate(1));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      while (reader.getState() != Thread.State.WAITING && reader.isAlive()) {
        Thread.sleep(1);
      }
      sink.write(ByteBuffer.allocate(1));
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
