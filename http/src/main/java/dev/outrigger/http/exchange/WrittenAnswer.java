package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.runtime.handover.Outbox;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer that its task writes while the loop sends it.
 *
 * <p>Threading: {@code leave} and {@code end} by tasks; {@code next}, {@code sent} and the
 * questions by the loop; {@code close} by anyone.
 */
public final class WrittenAnswer {
  /** So much may be on its way to a client before its task has to wait. */
  static final int CAPACITY = 64 * 1024;

  // What a part costs besides its bytes.
  private static final int EACH = 128;

  private final HttpResponse response;
  private final long length;
  private final Lane lane;
  private final Outbox<ByteBuf> parts = new Outbox<>(CAPACITY, ByteBuf::release);
  private final AtomicBoolean stepIsDue = new AtomicBoolean();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.FRESH);
  private volatile @Nullable List<String> trailers;

  // FRESH -> BEGUN, or FRESH -> REPLACED. Whichever comes first stays: a task that writes late must
  // not turn an answer that goes as a whole into one that is written while it goes.
  private enum Phase {
    FRESH,
    BEGUN,
    REPLACED
  }

  /**
   * One of which nothing has gone yet.
   *
   * @param length how many bytes it will have; -1 if nobody knows
   */
  WrittenAnswer(HttpResponse response, long length, Lane lane) {
    this.response = response;
    this.length = length;
    this.lane = lane;
  }

  /** Its header. */
  public HttpResponse response() {
    return response;
  }

  /** How many bytes it will have; -1 if nobody knows. */
  public long length() {
    return length;
  }

  // ---- by anyone

  /** Whether it goes as it is written; from then on no other answer is possible. */
  boolean hasBegun() {
    return phase.get() == Phase.BEGUN;
  }

  /** Whether another answer goes in its place, which is settled by this if it has not begun. */
  boolean replace() {
    return phase.compareAndSet(Phase.FRESH, Phase.REPLACED) || !hasBegun();
  }

  // ---- by tasks

  /** It goes as it is written. */
  void settle() {
    if (!phase.compareAndSet(Phase.FRESH, Phase.BEGUN) && !hasBegun()) {
      throw BufferedStream.complete();
    }
  }

  /** Hands these bytes to the loop; waits while the client is behind. */
  void leave(byte[] bytes, int count) throws ClientGoneException, InterruptedException {
    if (!parts.put(Unpooled.wrappedBuffer(bytes, 0, count), count + EACH)) {
      throw new ClientGoneException();
    }
    tell();
  }

  /** Has the header go out although there is nothing behind it yet. */
  void begin() {
    tell();
  }

  /** Nothing more comes but these fields: name, value, name, value. */
  void end(List<String> fields) {
    trailers = List.copyOf(fields);
  }

  private void tell() {
    if (stepIsDue.compareAndSet(false, true)) {
      try {
        lane.partLeft();
      } catch (RejectedExecutionException loopIsClosed) {
        close();
      }
    }
  }

  // ---- by the loop

  /** Before the parts are looked at. */
  public void stepRuns() {
    stepIsDue.set(false);
  }

  /** The next part; null if there is none. */
  public @Nullable ByteBuf next() {
    return parts.poll();
  }

  /**
   * A part of so many bytes has left the loop.
   *
   * @param sent whether it is on its way; if not, it is lost
   */
  public void gone(int bytes, boolean sent) {
    // What is lost makes no room: a task that writes as fast as its parts get lost would always
    // have another one ready, and hold up the loop. It waits for its cancellation, which follows.
    if (sent) {
      parts.gone(bytes + EACH);
    }
  }

  /** The fields behind the body, once the body is complete; null before. */
  public @Nullable List<String> trailers() {
    return trailers;
  }

  /** Nobody takes any more of it. */
  void close() {
    parts.close();
  }
}
