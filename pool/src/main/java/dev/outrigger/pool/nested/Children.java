package dev.outrigger.pool.nested;

import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.worker.Talk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The nested tasks of one task, in its worker: told to the pool by notes, and by nudges what
 * becomes of them.
 *
 * <p>Threading: any thread; {@link #run} and {@link #answered} on the one that listens to the pool.
 */
final class Children {
  /** A queue of its own, beside the pool's: so many children of one task may be under way. */
  static final int MOST = 10_000;

  private static final Trust TRUST = Trust.all(ClassLoader.getSystemClassLoader());

  private final Talk talk;
  private final Map<Integer, Child> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile boolean over;

  private Children(Talk talk) {
    this.talk = talk;
    talk.onNudge(NoteKind.RUN, this::run);
    talk.onNudge(NoteKind.ANSWER, this::answered);
    talk.onEnd(this::end);
  }

  static Children of(Talk talk) {
    return talk.part(Children.class, () -> new Children(talk));
  }

  Executor others() {
    return Others.THREADS;
  }

  Child submit(Order order) {
    if (open.size() >= MOST) {
      throw new PoolFullException(
          "%s has %d nested tasks under way, which is all that one task may have: wait for some of them"
              .formatted(label(), MOST));
    }
    Child child = new Child(last.incrementAndGet(), order.name(), this);
    open.put(child.number(), child);
    if (over) {
      open.remove(child.number());
      throw new RejectedExecutionException(
          label() + " has ended, and with it its right to submit: use its pool while it runs");
    }
    try {
      talk.note(
          NoteKind.SUBMIT,
          new SubmitNote(
                  child.number(),
                  order.name(),
                  order.deadline(),
                  order.runLimit(),
                  order.grace(),
                  order.body())
              .bytes());
    } catch (IOException e) {
      open.remove(child.number());
      throw new RejectedExecutionException("the pool of " + label() + " is gone", e);
    }
    return child;
  }

  private String label() {
    return "task " + talk.task() + " (" + talk.name() + ")";
  }

  /** Tells that a thread waits, so that it can be used. */
  void waitsFor(Child child) {
    tell(NoteKind.WAIT, ByteBuffer.allocate(4).putInt(child.number()).array());
  }

  boolean cancel(Child child, String reason, boolean running) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return tell(
        NoteKind.ABANDON,
        ByteBuffer.allocate(5 + text.length)
            .putInt(child.number())
            .put((byte) (running ? 1 : 0))
            .put(text)
            .array());
  }

  private boolean tell(NoteKind kind, byte[] body) {
    try {
      talk.note(kind, body);
      return true;
    } catch (IOException e) {
      // Without a parent this process ends.
      return false;
    }
  }

  private void run(ByteBuffer in) {
    Child child = open.get(in.getInt());
    long id = in.getLong();
    byte[] task = new byte[in.remaining()];
    in.get(task);
    Talk.Inner inner = talk.take(id, task);
    if (child == null) {
      // Its parent has ended; the pool wants an answer all the same.
      inner.cancel();
      others().execute(() -> inner.run(_ -> {}));
    } else {
      child.runHere(inner);
    }
  }

  private void answered(ByteBuffer in) {
    Child child = open.remove(in.getInt());
    if (child != null) {
      ByteBuffer answer = ByteBuffer.allocate(in.remaining()).put(in).flip();
      child.toldBy(
          AnswerNote.id(answer),
          () -> child.end(AnswerNote.read(answer, child.kept(), TRUST, talk.rules())));
    }
  }

  /** The task has ended: the pool cancels its children and says nothing more about them. */
  private void end() {
    over = true;
    String reason = label() + " ended before its nested task";
    for (Child child : List.copyOf(open.values())) {
      if (open.remove(child.number()) != null) {
        child.end(new Ending.Cancelled(reason));
      }
    }
  }
}
