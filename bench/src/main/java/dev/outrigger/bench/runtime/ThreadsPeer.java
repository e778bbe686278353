package dev.outrigger.bench.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** The JDK's virtual threads and nothing else; the driver gives them one carrier. */
final class ThreadsPeer implements Peer {
  @Override
  public String name() {
    return "virtual threads";
  }

  @Override
  public OptionalLong measure(Subject subject, int count) throws Exception {
    return switch (subject) {
      case SPAWN -> timed(() -> spawn(count));
      case SPAWN_MANY -> timed(() -> spawnMany(count));
      case PARK -> {
        PingPong game = new PingPong();
        yield timed(() -> both(() -> game.play(0, count), () -> game.play(1, count)));
      }
      case YIELD -> timed(() -> both(() -> PingPong.giveWay(count), () -> PingPong.giveWay(count)));
      default -> OptionalLong.empty();
    };
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static OptionalLong timed(Body body) throws Exception {
    FutureTask<Long> task =
        new FutureTask<>(() -> {
          long start = System.nanoTime();
          body.run();
          return System.nanoTime() - start;
        });
    Thread.startVirtualThread(task);
    return OptionalLong.of(task.get());
  }

  private static void spawn(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      Thread.startVirtualThread(() -> {}).join();
    }
  }

  private static void spawnMany(int count) throws InterruptedException {
    List<Thread> batch = new ArrayList<>(Subject.BATCH);
    for (int done = 0; done < count; done += Subject.BATCH) {
      for (int i = 0; i < Subject.BATCH; i++) {
        batch.add(Thread.startVirtualThread(() -> {}));
      }
      for (Thread each : batch) {
        each.join();
      }
      batch.clear();
    }
  }

  private static void both(Runnable one, Runnable other) throws InterruptedException {
    Thread first = Thread.startVirtualThread(one);
    Thread second = Thread.startVirtualThread(other);
    first.join();
    second.join();
  }

  @Override
  public OptionalInt echo() throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          Socket client = server.accept();
          client.setTcpNoDelay(true);
          Thread.startVirtualThread(() -> echo(client));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return OptionalInt.of(server.getLocalPort());
  }

  private static void echo(Socket client) {
    byte[] buffer = new byte[8192];
    try (client;
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  @Override
  public Optional<Slept> sleep(int count) throws InterruptedException {
    return Optional.of(Slept.in(ThreadsPeer::fill, count));
  }

  private static void fill(int count, long until, CountDownLatch asleep, CountDownLatch awake) {
    for (int i = 0; i < count; i++) {
      Thread.startVirtualThread(() -> {
        asleep.countDown();
        try {
          Thread.sleep(Math.max(0, until - System.nanoTime()) / 1_000_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        awake.countDown();
      });
    }
  }
}
