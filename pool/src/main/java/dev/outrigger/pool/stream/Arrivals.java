package dev.outrigger.pool.stream;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolStream;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wording.Told;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The caller's end of a stream: what the task yields, from the pool's I/O thread to the reader. */
public final class Arrivals<T extends @Nullable Object> implements PoolStream<T> {
  private final PoolTask<?> task;
  private final Inbox inbox;
  private final Optional<Feed> feed;
  private final Parts<T> parts;
  private final long opened = System.nanoTime();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  private Arrivals(PoolTask<?> task, Inbox inbox, Optional<Feed> feed, Trust trust, Rules rules) {
    this.task = task;
    this.inbox = inbox;
    this.feed = feed;
    this.parts = new Parts<>(inbox, trust, rules, new End());
    task.whenDone(this::over);
  }

  /** Starts a task that yields. */
  public static <T extends @Nullable Object> PoolStream<T> open(
      Trust trust, Rules rules, Function<Conversation, PoolTask<?>> submit) {
    Hearing hearing = new Hearing();
    return new Arrivals<>(submit.apply(hearing), hearing.inbox, Optional.empty(), trust, rules);
  }

  /** Starts a task that takes and yields. */
  public static <T extends @Nullable Object> PoolStream<T> open(
      Trust trust, Rules rules, Feed feed, Function<Conversation, PoolTask<?>> submit) {
    Hearing hearing = new Hearing();
    PoolTask<?> task = submit.apply(hearing.and(feed));
    feed.feeds(task);
    return new Arrivals<>(task, hearing.inbox, Optional.of(feed), trust, rules);
  }

  private void over() {
    feed.ifPresent(Feed::stop);
    inbox.end();
    ended.complete(true);
  }

  @Override
  public Iterator<T> iterator() {
    return parts;
  }

  @Override
  public PoolTask<?> task() {
    return task;
  }

  @Override
  public void close() {
    stop("its reader left before the end");
    inbox.discard();
  }

  private void stop(String reason) {
    var _ = task.cancel(reason);
    var _ = ended.join();
  }

  private static final class Hearing implements Conversation {
    private final Inbox inbox = new Inbox(this::taken);
    private volatile Reply way = (kind, body) -> {};

    @Override
    public void heard(NoteKind kind, ByteBuffer body, Reply reply) {
      if (kind == NoteKind.YIELD) {
        way = reply;
        inbox.put(body);
      }
    }

    private void taken(Credit credit) {
      way.nudge(NoteKind.YIELD, credit.encode());
    }
  }

  private final class End implements Parts.Fate {
    @Override
    public void ended() {
      feed.flatMap(Feed::failure)
          .ifPresent(why -> {
            throw new IllegalStateException(
                "the input of task %d (%s) failed: %s"
                    .formatted(task.id(), task.name(), Told.of(why)),
                why);
          });
      boolean interrupted = Thread.interrupted();
      try {
        var _ = task.join();
      } catch (InterruptedException e) {
        interrupted = true;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public RuntimeException interrupted() {
      stop("its reader was interrupted");
      Thread.currentThread().interrupt();
      return new CancellationException(
          "the reader of task %d (%s) was interrupted".formatted(task.id(), task.name()));
    }

    @Override
    public RuntimeException unreadable(Throwable why) {
      stop("a part of it could not be read");
      return new TaskFailedException(
          "task %d (%s)".formatted(task.id(), task.name()),
          new FailureCause.TransferFailed("a part could not be read here: " + Told.of(why)),
          Delivery.RESULT_LOST,
          new Evidence(
              Optional.empty(),
              OptionalLong.empty(),
              Duration.ofNanos(System.nanoTime() - opened),
              Optional.empty(),
              List.of()));
    }
  }
}
