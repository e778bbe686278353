package dev.outrigger.pool.stream;

import dev.outrigger.pool.Emitter;
import dev.outrigger.pool.codec.ItemMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import dev.outrigger.pool.worker.Talk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The worker's end of a stream. */
final class Outlet<T extends @Nullable Object> implements Emitter<T>, AutoCloseable {
  private final Talk talk;
  private final Window window = new Window();
  private volatile boolean over;

  private Outlet(Talk talk) {
    this.talk = talk;
  }

  static <T extends @Nullable Object> Outlet<T> open() {
    Outlet<T> outlet = new Outlet<>(Talk.current().orElseThrow());
    outlet.talk.onNudge(NoteKind.YIELD, outlet::credited);
    return outlet;
  }

  private void credited(ByteBuffer body) {
    try {
      window.leave(Credit.decode(body));
    } catch (ProtocolException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void emit(T part) throws InterruptedException {
    byte[] bytes = encode(part);
    window.enter(bytes.length);
    if (over) {
      throw new IllegalStateException("the task is over: its parts can't be emitted any more");
    }
    try {
      talk.note(NoteKind.YIELD, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the caller's process is gone", e);
    }
  }

  private byte[] encode(T part) {
    try {
      return ItemMessage.write(
          ByteBuffer.allocate(0), Collections.singletonList(part), talk.rules(), "the part");
    } catch (UnsendableException | TooLargeException e) {
      throw new IllegalArgumentException("the part can't be sent: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
