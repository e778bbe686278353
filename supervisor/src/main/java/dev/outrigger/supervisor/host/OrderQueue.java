package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Order;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Orders on their way to one server process. One that does not read, since it is stopped or hangs,
 * keeps nobody waiting but the thread of this queue.
 *
 * <p>Threading: any thread.
 */
final class OrderQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");
  private static final int MOST = 64;

  private final BlockingQueue<Order> waiting = new ArrayBlockingQueue<>(MOST);
  private final Lines lines;
  private final Thread writer;

  OrderQueue(Lines lines) {
    this.lines = lines;
    this.writer = Thread.ofPlatform().daemon().name("orders").start(this::write);
  }

  /** One more; false if the process does not listen, or has not for long. */
  boolean add(Order order) {
    return writer.isAlive() && waiting.offer(order);
  }

  private void write() {
    try {
      while (true) {
        lines.write(waiting.take().line());
      }
    } catch (InterruptedException | IOException over) {
      LOG.log(Level.DEBUG, "a server process is told nothing more", over);
    }
  }

  @Override
  public void close() throws IOException {
    writer.interrupt();
    lines.close();
  }
}
