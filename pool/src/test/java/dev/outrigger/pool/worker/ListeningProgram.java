package dev.outrigger.pool.worker;

import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.ledger.Ledger;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.TaskList;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker's two threads that listen in turn, and a parent, in one process; run by {@link
 * ListeningStressTest}. A task takes nothing, about the moment after which the watch takes over, or
 * all the time until its cancellation is heard. The parent pauses for as long as that, or so long
 * that the watch falls asleep.
 */
final class ListeningProgram {
  private static final int MAX_FRAME = 1 << 16;
  private static final long MOMENT = Duration.ofMillis(1).toNanos();
  private static final long ASLEEP = Duration.ofMillis(70).toNanos();
  private static final Duration LOST = Duration.ofSeconds(60);

  private final long seed;
  private final Listening listening;
  private final SocketChannel parent;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final ConcurrentLinkedQueue<Long> fates = new ConcurrentLinkedQueue<>();

  private enum Kind {
    QUICK,
    MOMENTARY,
    WAITING
  }

  private ListeningProgram(long seed, Listening listening, SocketChannel parent) {
    this.seed = seed;
    this.listening = listening;
    this.parent = parent;
  }

  /** Arguments: a folder for the socket, the seed, how many tasks. Prints "all met one fate". */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    ParentLink link = new ParentLink(folder.resolve("s"), MAX_FRAME);
    Ledger ledger = Ledger.create(folder.resolve("ledger"));
    WorkerContents contents = WorkerContents.of(List.of());
    Learnt learnt = new Learnt();
    Inbox inbox = new Inbox();
    Inside inside =
        new Inside(
            link, inbox, new Performance(learnt, contents.rules(MAX_FRAME), contents.sharing()));
    Listening listening =
        new Listening(
            link,
            new Orders(link, inbox, learnt, inside),
            inbox,
            new Beginnings(ledger, learnt, link, inside));
    listening.start();
    new ListeningProgram(seed, listening, server.accept()).play(Integer.parseInt(arguments[2]));
  }

  private void play(int tasks) throws Exception {
    daemon(this::runTasks);
    daemon(this::hearParent);
    byte[] body =
        TaskMessage.encode(
                Optional.of("task"), Map.of(), RemoteWork.of(() -> 1), Rules.plain(MAX_FRAME))
            .body();
    SplittableRandom random = new SplittableRandom(seed);
    for (long id = 1; id <= tasks; id++) {
      byte[] head = TaskHeader.head(Definition.NONE, Long.MAX_VALUE);
      say(new Frame(FrameType.TASK, id, head, body));
      if (kind(id) == Kind.WAITING) {
        if (random.nextBoolean()) {
          long waiting = id;
          await("the begin of task " + id, () -> begun.get() >= waiting);
          pause(random.nextLong(2 * MOMENT));
        }
        say(new Frame(FrameType.CANCEL, id));
      }
      if (random.nextInt(20) == 0) {
        pause(random.nextInt(15) == 0 ? ASLEEP : random.nextLong(2 * MOMENT));
      }
    }
    await("a fate for each task", () -> fates.size() >= tasks);
    boolean each = fates.stream().distinct().count() == tasks && fates.size() == tasks;
    System.out.println(each ? "all met one fate" : "these met two: " + fates);
    System.exit(0);
  }

  private Kind kind(long id) {
    int dice = new SplittableRandom(seed * 31 + id).nextInt(20);
    return dice < 14 ? Kind.QUICK : dice < 17 ? Kind.MOMENTARY : Kind.WAITING;
  }

  private void runTasks() throws IOException {
    SplittableRandom random = new SplittableRandom(~seed);
    while (true) {
      Running running = listening.next();
      boolean wanted = running.interruption().begin();
      begun.set(running.id());
      if (random.nextInt(10) == 0) {
        listening.hurry();
      }
      switch (kind(running.id())) {
        case QUICK -> {}
        case MOMENTARY -> pause(MOMENT / 2 + random.nextLong(MOMENT));
        case WAITING -> {
          long end = System.nanoTime() + LOST.toNanos();
          while (wanted && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOST.toNanos());
            require(System.nanoTime() < end, "the cancellation of task " + running.id());
          }
        }
      }
      running.interruption().finish();
      require(ended.getAndSet(running.id()) < running.id(), "the order, at " + running.id());
      fates.add(running.id());
    }
  }

  private void hearParent() throws IOException {
    FrameDecoder decoder = new FrameDecoder(MAX_FRAME);
    ByteBuffer buffer = ByteBuffer.allocate(MAX_FRAME);
    while (parent.read(buffer.clear()) >= 0) {
      buffer.flip();
      for (var frame = decoder.next(buffer); frame.isPresent(); frame = decoder.next(buffer)) {
        fates.addAll(TaskList.of(frame.get()));
      }
    }
  }

  private void say(Frame frame) throws IOException {
    ByteBuffer[] parts = frame.buffers();
    parent.write(parts);
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) {
    long end = System.nanoTime() + LOST.toNanos();
    while (!condition.holds()) {
      Thread.onSpinWait();
      require(System.nanoTime() < end, what);
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      System.out.println("lost: " + what);
      Thread.getAllStackTraces()
          .forEach((thread, stack) -> System.out.println(thread + " " + List.of(stack)));
      Runtime.getRuntime().halt(1);
    }
  }

  private interface Life {
    void live() throws IOException;
  }

  private static void daemon(Life life) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            life.live();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
