package dev.outrigger.bench.supervisor;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Clients that ask without pause until it is closed. Of each three, one has a new connection for
 * each request; one connects, waits, and only then sends; and one keeps its connection.
 *
 * <p>A kept connection that ends without a word before its next request was answered is no loss,
 * since HTTP has clients ask again then; it is counted by itself. A second silence is a loss.
 */
final class Crowd implements AutoCloseable {
  private static final int CLIENTS = 12;
  private static final int HESITATION_MILLIS = 200;
  // So that the servers are busy and not out of breath: what they do at a reload is measured.
  private static final int PAUSE_MILLIS = 5;

  private final int port;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong askedAgain = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private final Queue<String> losses = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients;

  private Crowd(int port) {
    this.port = port;
    this.clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> Thread.ofVirtual().unstarted(() -> live(i % 3)))
            .toList();
  }

  static Crowd at(int port) {
    Crowd crowd = new Crowd(port);
    crowd.clients.forEach(Thread::start);
    return crowd;
  }

  private void live(int kind) {
    try {
      do {
        try {
          if (kind == 2) {
            stay();
          } else {
            once(kind == 1);
          }
        } catch (IOException e) {
          losses.add(String.valueOf(e.getMessage()));
        }
      } while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once(boolean hesitant) throws IOException, InterruptedException {
    try (Asking asking = Asking.connect(port)) {
      if (hesitant && over.await(HESITATION_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      var _ = timed(asking, false);
    }
  }

  private void stay() throws IOException, InterruptedException {
    try (Asking asking = Asking.connect(port)) {
      boolean stays = timed(asking, true).stays();
      while (stays && !over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          stays = timed(asking, true).stays();
        } catch (Asking.Silence | SocketException e) {
          // Or a reset: what was sent met a closed socket.
          again();
          return;
        }
      }
    }
  }

  private void again() throws IOException {
    askedAgain.incrementAndGet();
    try (Asking asking = Asking.connect(port)) {
      var _ = timed(asking, false);
    }
  }

  private Asking.Answer timed(Asking asking, boolean stay) throws IOException {
    long begun = System.nanoTime();
    Asking.Answer answer = asking.ask(stay);
    longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
    answered.incrementAndGet();
    return answer;
  }

  long answered() {
    return answered.get();
  }

  long askedAgain() {
    return askedAgain.get();
  }

  long lost() {
    return losses.size();
  }

  /** From the request to the answer, of the request that waited longest. */
  double longestMillis() {
    return longestNanos.get() / 1e6;
  }

  /** What the losses were, and how often. */
  Map<String, Integer> losses() {
    Map<String, Integer> counted = new TreeMap<>();
    losses.forEach(loss -> counted.merge(loss, 1, Integer::sum));
    return counted;
  }

  /** Waits until each client has had its last answer. */
  void end() throws InterruptedException {
    over.countDown();
    for (Thread client : clients) {
      client.join();
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
