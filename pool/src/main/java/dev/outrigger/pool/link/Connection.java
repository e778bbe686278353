package dev.outrigger.pool.link;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The parent's end of a worker's socket. The channel is non-blocking for two reasons: whoever
 * dispatches a task writes it, and that may be a task of an event loop, which must not wait; and an
 * interrupt would close a blocking channel, and with it cost a worker.
 *
 * <p>Threading: {@link #enqueue} and {@link #flush} from anywhere, the rest on the switchboard's
 * thread. The lock guards the order of writes and is never held for longer than a socket buffer
 * takes to fill.
 */
public final class Connection {
  private static final int INLINE = 64 << 10;
  private static final int SLICE = 128 << 10;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final FrameDecoder decoder;
  private final long openedAt;
  private final Queue<ByteBuffer> outgoing = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable Listener listener;
  private boolean over;

  Connection(SocketChannel channel, SelectionKey key, FrameDecoder decoder, long openedAt) {
    this.channel = channel;
    this.key = key;
    this.decoder = decoder;
    this.openedAt = openedAt;
  }

  /** Puts a frame after all others; nothing is written yet. */
  public void enqueue(Frame frame) {
    for (ByteBuffer buffer : frame.buffers()) {
      outgoing.add(buffer);
    }
  }

  /** Writes what the socket takes now, if it is little; the switchboard writes the rest. */
  public void flush() {
    write(INLINE);
  }

  void writable() {
    write(Integer.MAX_VALUE);
  }

  private void write(int largest) {
    writing.lock();
    try {
      for (ByteBuffer next = outgoing.peek(); next != null; next = outgoing.peek()) {
        int count = Math.min(next.remaining(), SLICE);
        int written =
            next.remaining() > largest ? 0 : channel.write(next.slice(next.position(), count));
        next.position(next.position() + written);
        if (!next.hasRemaining()) {
          outgoing.remove();
        } else if (written < count) {
          wakeWhenWritable();
          return;
        }
      }
      if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      }
    } catch (IOException | CancelledKeyException e) {
      // The reading side meets the end too, and tells of it.
      outgoing.clear();
    } finally {
      writing.unlock();
    }
  }

  private void wakeWhenWritable() {
    if ((key.interestOps() & SelectionKey.OP_WRITE) == 0) {
      key.interestOpsOr(SelectionKey.OP_WRITE);
      key.selector().wakeup();
    }
  }

  /** Reads once what is there; tells whether there may be more. */
  boolean read(ByteBuffer buffer, Reception reception, int maxFrame) {
    if (over) {
      return false;
    }
    try {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        end();
        return false;
      }
      buffer.flip();
      Optional<Frame> frame = decoder.next(buffer);
      while (frame.isPresent()) {
        accept(frame.get(), reception, maxFrame);
        frame = decoder.next(buffer);
      }
      return count > 0;
    } catch (ProtocolException e) {
      fail(reception, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      end();
    } catch (OutOfMemoryError e) {
      fail(reception, "this process has no memory left for the answer");
    }
    return false;
  }

  private void accept(Frame frame, Reception reception, int maxFrame) throws ProtocolException {
    if (listener == null) {
      listener = reception.admit(this, frame);
      decoder.allow(maxFrame);
    } else {
      listener.heard(frame);
    }
  }

  boolean greetingOverdue(long deadline) {
    return listener == null && openedAt < deadline;
  }

  void fail(Reception reception, String what) {
    close();
    if (listener != null) {
      listener.broke(what);
    } else {
      reception.refusals().accept(what);
    }
  }

  private void end() {
    Optional<FrameType> cut = decoder.unfinished();
    close();
    if (listener != null) {
      listener.hungUp(cut);
    }
  }

  void close() {
    over = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException _) {
      // There is nobody left to tell, and nothing left to do.
    }
  }
}
