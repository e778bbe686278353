package dev.outrigger.bench.runtime;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import dev.outrigger.runtime.stream.ServeOptions;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Ours, on one loop. */
final class OutriggerPeer implements Peer, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final EventLoops loops = EventLoops.builder().start();
  private final Loop loop = loops.loop(0);

  @Override
  public String name() {
    return "Outrigger";
  }

  @Override
  public OptionalLong measure(Subject subject, int count) throws Exception {
    return switch (subject) {
      case SPAWN -> timed(group -> spawn(group, count));
      case SPAWN_MANY -> timed(_ -> spawnMany(count));
      case PARK -> {
        PingPong game = new PingPong();
        yield timed(group -> both(group, () -> game.play(0, count), () -> game.play(1, count)));
      }
      case YIELD ->
          timed(group -> both(group, () -> PingPong.giveWay(count), () -> PingPong.giveWay(count)));
      case TIMEOUT ->
          OptionalLong.of(
              timed(_ -> limited(count)).getAsLong() - timed(_ -> bare(count)).getAsLong());
      default -> OptionalLong.empty();
    };
  }

  private interface Body {
    void run(TaskGroup group) throws Exception;
  }

  private OptionalLong timed(Body body) throws Exception {
    return OptionalLong.of(
        TaskGroup.run(outer ->
            outer
                .spawnOn(
                    loop,
                    "measure",
                    () ->
                        TaskGroup.run(group -> {
                          long start = System.nanoTime();
                          body.run(group);
                          return System.nanoTime() - start;
                        }))
                .join()));
  }

  private static void spawn(TaskGroup group, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      var _ = group.spawn("t", () -> true).join();
    }
  }

  private static void spawnMany(int count) throws Exception {
    for (int done = 0; done < count; done += Subject.BATCH) {
      var _ =
          TaskGroup.run(group -> {
            List<Task<Boolean>> batch = new ArrayList<>(Subject.BATCH);
            for (int i = 0; i < Subject.BATCH; i++) {
              batch.add(group.spawn("t", () -> true));
            }
            for (Task<Boolean> each : batch) {
              var _ = each.join();
            }
            return true;
          });
    }
  }

  private static void both(TaskGroup group, Runnable one, Runnable other) throws Exception {
    Task<Boolean> first = group.spawn("one", () -> done(one));
    Task<Boolean> second = group.spawn("other", () -> done(other));
    var _ = first.join();
    var _ = second.join();
  }

  private static boolean done(Runnable step) {
    step.run();
    return true;
  }

  private static void limited(int count) throws Exception {
    int[] number = new int[1];
    Callable<Integer> body = () -> ++number[0];
    for (int i = 0; i < count; i++) {
      check(Scope.timeout(LIMIT, body) == i + 1);
      giveWay(i);
    }
  }

  private static void bare(int count) throws Exception {
    int[] number = new int[1];
    Callable<Integer> body = () -> ++number[0];
    for (int i = 0; i < count; i++) {
      check(body.call() == i + 1);
      giveWay(i);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the watchdog would tell of a loop that is blocked
  private static void giveWay(int done) {
    if (done % Subject.BATCH == 0) {
      Thread.yield();
    }
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("a call gave a wrong result");
    }
  }

  @Override
  public OptionalInt echo() throws InterruptedException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    loop.start(
        "echo",
        () -> {
          InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
          try (TcpServer server = TcpServer.bind(any, ServeOptions.defaults())) {
            port.complete(server.address().getPort());
            server.serve(OutriggerPeer::echo);
          } catch (Exception e) {
            port.completeExceptionally(e);
          }
        });
    return OptionalInt.of(port.join());
  }

  private static void echo(SocketStream stream) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (stream.read(buffer.clear()) >= 0) {
      stream.write(buffer.flip());
    }
  }

  @Override
  public Optional<Slept> sleep(int count) throws InterruptedException {
    return Optional.of(Slept.in(this::fill, count));
  }

  private void fill(int count, long until, CountDownLatch asleep, CountDownLatch awake) {
    loop.start(
        "sleepers",
        () -> {
          try {
            var _ = TaskGroup.run(group -> startAll(group, count, until, asleep, awake));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean startAll(
      TaskGroup group, int count, long until, CountDownLatch asleep, CountDownLatch awake) {
    for (int i = 0; i < count; i++) {
      Task<Boolean> _ =
          group.spawn(
              "s",
              () -> {
                asleep.countDown();
                Time.sleep(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
                awake.countDown();
                return true;
              });
      giveWay(i);
    }
    return true;
  }

  @Override
  public void close() {
    loops.close();
  }
}
