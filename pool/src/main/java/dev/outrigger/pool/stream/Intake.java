package dev.outrigger.pool.stream;

import dev.outrigger.pool.Source;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wording.Told;
import dev.outrigger.pool.worker.Talk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The worker's end of a task's input. */
final class Intake<A extends @Nullable Object> implements Source<A> {
  private final Talk talk;
  private final Inbox inbox = new Inbox(this::tell);
  private final Parts<A> parts;
  private boolean asked;

  private Intake(Talk talk) {
    this.talk = talk;
    this.parts =
        new Parts<>(inbox, Trust.all(ClassLoader.getSystemClassLoader()), talk.rules(), new End());
  }

  static <A extends @Nullable Object> Intake<A> open() {
    Intake<A> intake = new Intake<>(Talk.current().orElseThrow());
    intake.talk.onNudge(NoteKind.INPUT, intake::heard);
    return intake;
  }

  private void heard(ByteBuffer body) {
    if (body.get() == Feed.PART) {
      inbox.put(body.slice());
    } else {
      inbox.end();
    }
  }

  private void tell(Credit taken) {
    try {
      talk.note(NoteKind.INPUT, taken.encode());
    } catch (IOException e) {
      throw new UncheckedIOException("the caller's process is gone", e);
    }
  }

  /** The caller's iterator is not touched before this. */
  @Override
  public synchronized Iterator<A> iterator() {
    if (!asked) {
      asked = true;
      tell(Credit.NONE);
    }
    return parts;
  }

  private static final class End implements Parts.Fate {
    @Override
    public void ended() {}

    @Override
    public RuntimeException interrupted() {
      Thread.currentThread().interrupt();
      return new CancellationException("the task was interrupted while it waited for its input");
    }

    @Override
    public RuntimeException unreadable(Throwable why) {
      return new IllegalStateException(
          "a part of the input can't be read here: " + Told.of(why), why);
    }
  }
}
