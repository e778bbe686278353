package dev.outrigger.http.exchange;

import dev.outrigger.http.Headers;
import dev.outrigger.http.RequestBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body that is read from the queue into which the loop puts it. */
final class QueuedBody implements RequestBody {
  private final BodyQueue queue;
  private final long defaultLimit;
  private byte @Nullable [] whole;
  private boolean readInParts;

  QueuedBody(BodyQueue queue, long defaultLimit) {
    this.queue = queue;
    this.defaultLimit = defaultLimit;
  }

  @Override
  public long declaredLength() {
    return queue.declaredLength();
  }

  @Override
  public byte[] bytes() throws InterruptedException {
    return bytes(defaultLimit);
  }

  @Override
  public long usualLimit() {
    return defaultLimit;
  }

  @Override
  public byte[] bytes(long limit) throws InterruptedException {
    if (readInParts) {
      throw new IllegalStateException("the body was read in parts; it cannot be had whole now");
    }
    if (whole == null) {
      whole = queue.readAll(limit);
    } else if (whole.length > limit) {
      throw BodyQueue.tooLong(limit);
    }
    return whole;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    readInParts();
    return queue.read(into, offset, length);
  }

  @Override
  public <E extends Exception> void forEach(PartReader<E> reader) throws E, InterruptedException {
    readInParts();
    for (ByteBuf chunk = queue.take(); chunk != null; chunk = queue.take()) {
      byte[] part;
      try {
        part = ByteBufUtil.getBytes(chunk);
      } finally {
        chunk.release();
      }
      reader.take(part);
    }
  }

  @Override
  public Headers trailers() {
    return new FieldMap(queue.trailers());
  }

  private void readInParts() {
    if (whole != null) {
      throw new IllegalStateException("the body was read whole; it cannot be read in parts now");
    }
    readInParts = true;
  }
}
