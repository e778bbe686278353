package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The worker's end of the socket. Non-blocking, because an interrupt that strikes a thread while it
 * writes to a blocking channel closes the channel, and code of the user may interrupt at any time.
 *
 * <p>Threading: {@link #receive} by one thread at a time, {@link #send} and {@link #wakeup} by any.
 */
final class ParentLink {
  private static final int BUFFER = 256 << 10;
  private static final int SLICE = 128 << 10;
  private static final long GOODBYE_MILLIS = 500;

  private final SocketChannel channel;
  private final Selector readable = Selector.open();
  private final Selector writable = Selector.open();
  private final FrameDecoder decoder;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final ReentrantLock writing = new ReentrantLock();
  private boolean interrupted;
  private final Spin spin = new Spin();

  /** Taken at the start: a task may leave no direct memory for the buffer that a write needs. */
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(SLICE);

  ParentLink(Path socket, int maxFrame) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
    decoder = new FrameDecoder(maxFrame + Frame.SLACK);
  }

  /**
   * Waits for what the parent says: at least one frame, or none after a {@link #wakeup}. Fails when
   * the parent is gone.
   */
  List<Frame> receive() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count == 0 && spin.pays()) {
      count = readActively();
    }
    if (count == 0) {
      // Code of the user may interrupt this thread too, and select would not wait at all.
      Thread.interrupted();
      readable.select(key -> {});
      count = channel.read(buffer);
    }
    if (count < 0) {
      throw new EOFException("the parent is gone");
    }
    return frames(buffer.flip());
  }

  private int readActively() throws IOException {
    long end = System.nanoTime() + Spin.NANOS;
    int count = 0;
    while (count == 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
      count = channel.read(buffer);
    }
    spin.ended(count != 0);
    return count;
  }

  private List<Frame> frames(ByteBuffer in) throws ProtocolException {
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> frame = decoder.next(in); frame.isPresent(); frame = decoder.next(in)) {
      frames.add(frame.get());
    }
    return frames;
  }

  /** Makes {@link #receive} return soon, with nothing if there is nothing. */
  void wakeup() {
    readable.wakeup();
  }

  /** Sends all of it, waiting as long as that takes; an interrupt meanwhile is kept for later. */
  void send(Frame frame) throws IOException {
    writing.lock();
    try {
      interrupted = false;
      write(frame);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      writing.unlock();
    }
  }

  private void write(Frame frame) throws IOException {
    for (ByteBuffer part : frame.buffers()) {
      while (part.hasRemaining()) {
        int count = Math.min(part.remaining(), SLICE);
        outgoing.clear().put(part.slice(part.position(), count)).flip();
        part.position(part.position() + count);
        drain();
      }
    }
  }

  private void drain() throws IOException {
    while (outgoing.hasRemaining()) {
      if (channel.write(outgoing) == 0) {
        interrupted |= Thread.interrupted();
        writable.select(key -> {});
      }
    }
  }

  /** The same, but gives up where another thread is stuck in the midst of a frame. */
  void trySend(Frame frame) {
    try {
      if (writing.tryLock(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          write(frame);
        } finally {
          writing.unlock();
        }
      }
    } catch (IOException | InterruptedException _) {
      // The parent then judges by the exit status alone.
    }
  }
}
