package dev.outrigger.pool.stream;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.codec.ItemMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The input of a task: an iterator of the caller, run by a thread for code of users, from the
 * moment when the task asks for the first part until the task is over.
 */
public final class Feed implements Conversation, Runnable {
  static final byte PART = 0;
  static final byte END = 1;

  private final Iterator<?> input;
  private final Executor readers;
  private final Rules rules;
  private final Window window = new Window();
  private final CompletableFuture<PoolTask<?>> fed = new CompletableFuture<>();
  private volatile @Nullable Reply way;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread running;
  private boolean over;

  /** Nothing is taken from the iterator before the task asks. */
  public Feed(Iterator<?> input, Executor readers, Rules rules) {
    this.input = input;
    this.readers = readers;
    this.rules = rules;
  }

  void feeds(PoolTask<?> task) {
    fed.complete(task);
  }

  @Override
  public void heard(NoteKind kind, ByteBuffer body, Reply reply) throws ProtocolException {
    if (kind != NoteKind.INPUT) {
      return;
    }
    window.leave(Credit.decode(body));
    if (way == null) {
      way = reply;
      try {
        readers.execute(this);
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        fail(e);
      }
    }
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    try {
      while (input.hasNext()) {
        send(PART, input.next());
      }
      say(ByteBuffer.allocate(1).put(END).array());
    } catch (InterruptedException e) {
      // The task is over: nobody wants more.
    } catch (Throwable e) {
      fail(e);
    } finally {
      finish();
    }
  }

  private void send(byte head, @Nullable Object part) throws IOException, InterruptedException {
    byte[] bytes =
        ItemMessage.write(
            ByteBuffer.wrap(new byte[] {head}),
            Collections.singletonList(part),
            rules,
            "a part of the input");
    // The reader counts what follows the head.
    window.enter(bytes.length - 1);
    say(bytes);
  }

  private void say(byte[] body) {
    Reply open = way;
    if (open != null) {
      open.nudge(NoteKind.INPUT, body);
    }
  }

  private void fail(Throwable why) {
    synchronized (this) {
      if (over) {
        return;
      }
      failure = why;
    }
    var _ = fed.thenAccept(task -> task.cancel("its input failed: " + Told.of(why)));
  }

  /** What the caller's iterator threw, or why a part of it can't be sent. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  private synchronized boolean begin() {
    running = over ? null : Thread.currentThread();
    return !over;
  }

  private synchronized void finish() {
    running = null;
    Thread.interrupted();
  }

  /** The task is over. */
  synchronized void stop() {
    over = true;
    if (running != null) {
      running.interrupt();
    }
  }
}
