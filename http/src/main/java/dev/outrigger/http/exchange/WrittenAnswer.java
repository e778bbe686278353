package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.runtime.handover.Outbox;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private volatile @Nullable List<String> trailers;

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

  // ---- by tasks

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

  /** A part of so many bytes has gone, or is lost. */
  public void sent(int bytes) {
    parts.gone(bytes + EACH);
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
