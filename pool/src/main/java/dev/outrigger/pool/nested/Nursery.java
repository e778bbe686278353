package dev.outrigger.pool.nested;

import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.schedule.Caller;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Conversation.Reply;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Scheduler;
import dev.outrigger.pool.schedule.Terms;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The parent's side of nested tasks: what tasks ask for is put to the scheduler, and what becomes
 * of it is told to them. Functions, arguments and answers pass through as bytes.
 *
 * <p>Threading: the thread that reads the worker.
 */
public final class Nursery {
  private static final TaskOptions NO_OPTIONS = TaskOptions.defaults();

  /** Nothing of it is read here. */
  private static final Trust UNREAD = Trust.all(ClassLoader.getSystemClassLoader());

  private final LongSupplier ids;
  private final LongSupplier clock;
  private final Terms terms;
  private final Consumer<Consumer<Scheduler>> events;

  /** With the numbers, the clock and the terms of a pool, and the way to its scheduler. */
  public Nursery(
      LongSupplier ids, LongSupplier clock, Terms terms, Consumer<Consumer<Scheduler>> events) {
    this.ids = ids;
    this.clock = clock;
    this.terms = terms;
    this.events = events;
  }

  /** Whether a note is for the nursery. */
  public static boolean concerns(NoteKind kind) {
    return kind == NoteKind.SUBMIT || kind == NoteKind.WAIT || kind == NoteKind.ABANDON;
  }

  /** This task said so. */
  public void heard(Job parent, NoteKind kind, ByteBuffer body, Reply reply)
      throws ProtocolException {
    try {
      if (kind == NoteKind.SUBMIT) {
        submit(parent, SubmitNote.of(body), reply);
        return;
      }
      int number = body.getInt();
      if (kind == NoteKind.WAIT) {
        events.accept(scheduler -> scheduler.awaitNested(parent, number));
      } else {
        boolean running = body.get() != 0;
        String reason = StandardCharsets.UTF_8.decode(body).toString();
        events.accept(scheduler -> scheduler.abandonNested(parent, number, reason, running));
      }
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a " + kind + " that ends too early");
    }
  }

  private void submit(Job parent, SubmitNote note, Reply reply) {
    long now = clock.getAsLong();
    TaskMessage.Encoded work = new TaskMessage.Encoded(note.name(), Optional.empty(), note.body());
    Telling telling = new Telling(note.number(), reply);
    Caller caller =
        new Caller(UNREAD, Conversation.NONE, telling::end, true, parent.caller().trace());
    Job child = new Job(ids.getAsLong(), work, now, terms(note, parent.remaining(now)), caller);
    telling.about(child);
    events.accept(scheduler -> scheduler.submitNested(parent, note.number(), child));
  }

  /** Whichever ends first counts: its own deadline, or what its parent has left. */
  private Terms terms(SubmitNote note, Optional<Duration> left) {
    TaskOptions graceful = note.grace().map(NO_OPTIONS::withGrace).orElse(NO_OPTIONS);
    TaskOptions asked = note.runLimit().map(graceful::runningAtMost).orElse(graceful);
    Optional<Duration> limit =
        Stream.of(note.deadline().or(terms::limit), left)
            .flatMap(Optional::stream)
            .min(Duration::compareTo)
            .map(time -> time.isPositive() ? time : Duration.ofNanos(1));
    return terms.with(limit.map(asked::within).orElse(asked));
  }
}
