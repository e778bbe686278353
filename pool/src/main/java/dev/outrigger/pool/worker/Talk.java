package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.NoteKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of what a task and its parent say to each other while it runs.
 *
 * <p>Threading: any thread of the worker. A worker runs one task at a time, so the current one is
 * known to all of its threads, those that the task started included.
 */
public final class Talk {
  private static volatile @Nullable Talk current;

  /** That of a task that runs inside another one, on the thread that runs it. */
  private static final ThreadLocal<@Nullable Talk> INNER = new ThreadLocal<>();

  private final long task;
  private final String name;
  private final Optional<Instant> end;
  private final Map<String, String> context;
  private final ParentLink link;
  private final Runnable hurry;
  private final Inside inside;
  private final Map<NoteKind, Consumer<ByteBuffer>> handlers = new ConcurrentHashMap<>();
  private final ProgressNotes progress = new ProgressNotes(this);
  private final Map<Class<?>, Object> parts = new HashMap<>();
  private final List<Runnable> endings = new ArrayList<>();
  private boolean over;

  Talk(long task, String name, TaskHeader header, ParentLink link, Runnable hurry, Inside inside) {
    this.task = task;
    this.name = name;
    this.end = header.remaining().map(Instant.now()::plus);
    this.context = header.context();
    this.link = link;
    this.hurry = hurry;
    this.inside = inside;
  }

  /** That of the task that this process runs; empty in any other process. */
  public static Optional<Talk> current() {
    Talk inner = INNER.get();
    return Optional.ofNullable(inner == null ? current : inner);
  }

  static void begin(Talk talk) {
    current = talk;
  }

  static void end() {
    Talk ended = current;
    if (ended != null) {
      ended.progress.end();
    }
    current = null;
  }

  /** How far the task has come. */
  public ProgressNotes progress() {
    return progress;
  }

  /** That of the task inside another one that this thread runs. */
  static Optional<Talk> inside() {
    return Optional.ofNullable(INNER.get());
  }

  static void beginInside(@Nullable Talk talk) {
    INNER.set(talk);
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

  /** Done once when the task has ended; what comes too late is done at once. */
  public void onEnd(Runnable action) {
    synchronized (endings) {
      if (!over) {
        endings.add(action);
        return;
      }
    }
    action.run();
  }

  void over() {
    List<Runnable> actions;
    synchronized (endings) {
      over = true;
      actions = List.copyOf(endings);
    }
    actions.forEach(Runnable::run);
  }

  /** A part of this talk that has its own state; made once. */
  public <P> P part(Class<P> type, Supplier<P> made) {
    synchronized (parts) {
      Object known = parts.get(type);
      if (known == null) {
        known = made.get();
        parts.put(type, known);
      }
      return type.cast(known);
    }
  }

  /** By what nested tasks are written and read. */
  public Rules rules() {
    return inside.rules();
  }

  /** Takes over a task that is to run inside this one. */
  public Inner take(long id, byte[] frame) {
    return inside.take(id, frame, hurry);
  }

  /** A task that is to run inside this one. */
  public interface Inner {
    /** It need not run; if it does already, it is interrupted. */
    void cancel();

    /** Runs it on this thread, exactly once; its answer is kept before the parent is told. */
    void run(Consumer<byte[]> keep);
  }

  void nudged(NoteKind kind, ByteBuffer body) {
    Consumer<ByteBuffer> handler = handlers.get(kind);
    if (handler != null) {
      handler.accept(body);
    }
  }
}
