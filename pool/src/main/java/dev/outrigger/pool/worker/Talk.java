package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.NoteKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The worker's side of what a task and its parent say to each other while it runs.
 *
 * <p>Threading: any thread of the worker. A worker runs one task at a time, so the current one is
 * known to all of its threads, those that the task started included.
 */
public final class Talk {
  private static volatile Optional<Talk> current = Optional.empty();

  private final long task;
  private final String name;
  private final Optional<Instant> end;
  private final Map<String, String> context;
  private final ParentLink link;
  private final Runnable hurry;
  private final Map<NoteKind, Consumer<ByteBuffer>> handlers = new ConcurrentHashMap<>();
  private final ProgressNotes progress = new ProgressNotes(this);

  Talk(long task, String name, TaskHeader header, ParentLink link, Runnable hurry) {
    this.task = task;
    this.name = name;
    this.end = header.remaining().map(Instant.now()::plus);
    this.context = header.context();
    this.link = link;
    this.hurry = hurry;
  }

  /** That of the task that this process runs; empty in any other process. */
  public static Optional<Talk> current() {
    return current;
  }

  static void begin(Talk talk) {
    current = Optional.of(talk);
  }

  static void end() {
    current.ifPresent(talk -> talk.progress.end());
    current = Optional.empty();
  }

  /** How far the task has come. */
  public ProgressNotes progress() {
    return progress;
  }

  /** Number of the task in its pool. */
  public long task() {
    return task;
  }

  /** Name of the task. */
  public String name() {
    return name;
  }

  /** What is left of its deadline, not below zero; empty: it has none. */
  public Optional<Duration> remaining() {
    return end.map(time -> Duration.between(Instant.now(), time))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** What its caller wants it to know. */
  public Map<String, String> context() {
    return context;
  }

  /** Tells the parent, waiting as long as the socket takes; fails when the parent is gone. */
  public void note(NoteKind kind, byte[] body) throws IOException {
    link.send(kind.frame(FrameType.NOTE, task, body));
  }

  /**
   * From now on this hears what the parent says of this kind; on the thread that listens to the
   * parent, so it must be quick. What came before is lost: register before you ask.
   */
  public void onNudge(NoteKind kind, Consumer<ByteBuffer> handler) {
    handlers.put(kind, handler);
    hurry.run();
  }

  void nudged(NoteKind kind, ByteBuffer body) {
    Consumer<ByteBuffer> handler = handlers.get(kind);
    if (handler != null) {
      handler.accept(body);
    }
  }
}
