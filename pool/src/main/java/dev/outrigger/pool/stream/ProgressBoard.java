package dev.outrigger.pool.stream;

import dev.outrigger.pool.Progress;
import dev.outrigger.pool.codec.ProgressMessage;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a task has come, as its caller sees it. Listeners run on threads for code of the user,
 * each one by itself and never twice at a time; a slow one misses what is overtaken meanwhile.
 *
 * <p>Threading: any thread.
 */
public final class ProgressBoard implements Conversation {
  private final Executor readers;
  private final List<Teller> tellers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Progress latest;
  private volatile boolean over;

  /** For a task that has said nothing yet. */
  public ProgressBoard(Executor readers) {
    this.readers = readers;
  }

  @Override
  public void heard(NoteKind kind, ByteBuffer body, Reply reply) throws ProtocolException {
    if (kind == NoteKind.PROGRESS) {
      latest = ProgressMessage.decode(body);
      tellers.forEach(Teller::wake);
    }
  }

  /** What it said last. */
  public Optional<Progress> latest() {
    return Optional.ofNullable(latest);
  }

  /** Tells this listener what was said last, and all that follows until the end. */
  public void tell(Consumer<Progress> listener) {
    Teller teller = new Teller(listener);
    tellers.add(teller);
    teller.wake();
  }

  /** The task is done: from now on no listener is called. */
  public void end() {
    over = true;
  }

  private final class Teller implements Runnable {
    private final Consumer<Progress> listener;
    private @Nullable Progress told;
    private boolean busy;

    Teller(Consumer<Progress> listener) {
      this.listener = listener;
    }

    void wake() {
      if (claim()) {
        try {
          readers.execute(this);
        } catch (RejectedExecutionException | OutOfMemoryError _) {
          // The pool has ended, or there is no thread to be had: the next word tries again.
          release();
        }
      }
    }

    private synchronized boolean claim() {
      boolean claimed = !busy && !over && !Objects.equals(told, latest);
      busy |= claimed;
      return claimed;
    }

    private synchronized void release() {
      busy = false;
    }

    /** The next to tell; if there is none, this run is over. */
    private synchronized Optional<Progress> next() {
      if (over || Objects.equals(told, latest)) {
        busy = false;
        return Optional.empty();
      }
      told = latest;
      return Optional.ofNullable(told);
    }

    @Override
    public void run() {
      for (Optional<Progress> next = next(); next.isPresent(); next = next()) {
        try {
          listener.accept(next.get());
        } catch (RuntimeException | Error e) {
          System.getLogger("dev.outrigger.pool")
              .log(Level.WARNING, "a listener to the progress of a task failed", e);
        }
      }
    }
  }
}
