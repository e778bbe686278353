package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameDecoder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The worker's end of the socket. Non-blocking, because an interrupt that strikes a thread while it
 * writes to a blocking channel closes the channel, and code of the user may interrupt at any time.
 *
 * <p>Threading: {@link #receive} by one thread, {@link #send} by any.
 */
final class ParentLink {
  private static final int BUFFER = 256 << 10;
  private static final int SLICE = 128 << 10;
  private static final long GOODBYE_MILLIS = 500;

  private final SocketChannel channel;
  private final Selector readable = Selector.open();
  private final Selector writable = Selector.open();
  private final FrameDecoder decoder;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
  private final ReentrantLock writing = new ReentrantLock();

  /** Taken at the start: a task may leave no direct memory for the buffer that a write needs. */
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(SLICE);

  ParentLink(Path socket, int maxFrame) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
    decoder = new FrameDecoder(maxFrame);
  }

  /** Waits for the next frame; empty: the parent is gone. */
  Optional<Frame> receive() throws IOException {
    while (true) {
      Optional<Frame> frame = decoder.next(buffer);
      if (frame.isPresent()) {
        return frame;
      }
      buffer.clear();
      int count = channel.read(buffer);
      while (count == 0) {
        // Code of the user may interrupt this thread too; a pending interrupt makes select spin.
        Thread.interrupted();
        readable.select(key -> {});
        count = channel.read(buffer);
      }
      buffer.flip();
      if (count < 0) {
        return Optional.empty();
      }
    }
  }

  /** Sends all of it, waiting as long as that takes; an interrupt meanwhile is forgotten. */
  void send(Frame frame) throws IOException {
    writing.lock();
    try {
      write(frame);
    } finally {
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
        Thread.interrupted();
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
