package dev.outrigger.pool.link;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The parent's end of a worker's socket. The channel is non-blocking for two reasons: whoever
 * dispatches a task writes it, and that may be a task of an event loop, which must not wait; and an
 * interrupt would close a blocking channel, and with it cost a worker.
 *
 * <p>Threading: {@link #enqueue} and {@link #flush} from anywhere, {@link #listen} from platform
 * threads, the rest on the switchboard's thread. One lock guards the order of writes and is never
 * held for longer than a socket buffer takes to fill; the other lets one thread read at a time.
 */
public final class Connection {
  private static final int INLINE = 64 << 10;
  private static final int SLICE = 128 << 10;
  private static final int SPARE = 4 << 10;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Reception reception;
  private final int maxFrame;
  private final FrameDecoder decoder = new FrameDecoder(Hello.LENGTH);
  private final long openedAt;
  private final Outgoing outgoing = new Outgoing();
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();
  private final ByteBuffer spare = ByteBuffer.allocateDirect(SPARE);
  private @Nullable Listener listener;
  private volatile boolean over;

  Connection(
      SocketChannel channel, SelectionKey key, Reception reception, int maxFrame, long openedAt) {
    this.channel = channel;
    this.key = key;
    this.reception = reception;
    this.maxFrame = maxFrame;
    this.openedAt = openedAt;
  }

  /**
   * Puts a frame after all others; nothing is written yet. Tells whether it is the first in line:
   * then it needs a flush, else whoever writes what is before it writes it too.
   */
  public boolean enqueue(Frame frame) {
    return outgoing.add(frame.buffers());
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
      for (ByteBuffer next = outgoing.next(); next != null; next = outgoing.next()) {
        int count = Math.min(next.remaining(), SLICE);
        int written =
            next.remaining() > largest ? 0 : channel.write(next.slice(next.position(), count));
        next.position(next.position() + written);
        if (!next.hasRemaining()) {
          outgoing.written();
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
  boolean read(ByteBuffer buffer) {
    reading.lock();
    try {
      return !over && readOpen(buffer);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads what is there on behalf of somebody who can't wait for the switchboard's thread to wake
   * up. Does nothing while another thread reads.
   */
  public void listen() {
    if (reading.tryLock()) {
      try {
        if (!over && listener != null) {
          boolean _ = readOpen(spare);
        }
      } finally {
        reading.unlock();
      }
    }
  }

  private boolean readOpen(ByteBuffer buffer) {
    try {
      buffer.clear();
      int count = channel.read(buffer);
      if (count <= 0) {
        if (count < 0) {
          end();
        }
        return false;
      }
      accept(buffer.flip());
      return true;
    } catch (ProtocolException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      end();
    } catch (OutOfMemoryError e) {
      fail("this process has no memory left for the answer");
    }
    return false;
  }

  /** What came whole before a mistake counts. */
  private void accept(ByteBuffer in) throws ProtocolException {
    List<Frame> frames = new ArrayList<>();
    try {
      Optional<Frame> frame = decoder.next(in);
      if (listener == null && frame.isPresent()) {
        listener = reception.admit(this, frame.get());
        decoder.allow(maxFrame);
        frame = decoder.next(in);
      }
      while (frame.isPresent()) {
        frames.add(frame.get());
        frame = decoder.next(in);
      }
    } finally {
      if (listener != null && !frames.isEmpty()) {
        listener.heard(frames);
      }
    }
  }

  boolean greetingOverdue(long deadline) {
    return listener == null && openedAt < deadline;
  }

  void fail(String what) {
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
