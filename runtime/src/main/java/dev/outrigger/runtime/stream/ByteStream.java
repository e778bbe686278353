package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Bytes both ways, in blocking style: what waits is the calling task, never its loop.
 *
 * <p>One task reads and one writes at a time; another one that tries meanwhile gets an {@link
 * IllegalStateException}. Every wait ends when the scope around it is cancelled or its deadline
 * strikes. That does no harm to the stream:
 *
 * <ul>
 *   <li>a cancelled read loses no bytes, the next read gives them;
 *   <li>of a cancelled write, the bytes before the buffer's position are on their way, and those
 *       behind it are not.
 * </ul>
 *
 * <p>Threading: from tasks and from plain threads, but not from a step on a loop's own thread.
 */
public interface ByteStream extends AutoCloseable {

  /**
   * Reads what there is, and waits only if there is nothing.
   *
   * @param into at least one byte of room
   * @return how many bytes came; -1 at the end, which is where the peer closed its output
   * @throws java.net.SocketTimeoutException if the peer sent nothing within the read time-out
   * @throws IOException if the connection was reset or closed before the end
   */
  int read(ByteBuffer into) throws IOException, InterruptedException;

  /** As {@link #read(ByteBuffer)}. */
  default int read(byte[] into) throws IOException, InterruptedException {
    return read(ByteBuffer.wrap(into));
  }

  /** Reads what there is, up to so many bytes; none at the end. */
  default byte[] readSome(int most) throws IOException, InterruptedException {
    byte[] bytes = new byte[most];
    int read = read(bytes);
    return Arrays.copyOf(bytes, Math.max(read, 0));
  }

  /**
   * Reads so many bytes, no more and no less.
   *
   * @throws IncompleteReadException if the end comes first, with what came before it
   */
  default byte[] readExactly(int count) throws IOException, InterruptedException {
    return new Gathering(this).exactly(count);
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if more than {@code limit} bytes come; they can be read then
   */
  default byte[] readAll(int limit) throws IOException, InterruptedException {
    return new Gathering(this).all(limit);
  }

  /** Puts bytes back, in front of what is still to be read. They are copied. */
  void unread(ByteBuffer bytes);

  /**
   * Writes all bytes. Returns when they are accepted, which is at once as long as few are on their
   * way (64 KiB); if the peer does not read, this waits. Accepted bytes go out without a flush.
   *
   * @throws java.net.SocketTimeoutException if the peer made no room within the write time-out
   * @throws IOException if the connection is gone or the output was closed
   */
  void write(ByteBuffer bytes) throws IOException, InterruptedException;

  /** As {@link #write(ByteBuffer)}. */
  default void write(byte[] bytes) throws IOException, InterruptedException {
    write(ByteBuffer.wrap(bytes));
  }

  /**
   * Waits until all accepted bytes have been handed to the operating system. Needed only by those
   * who want to know; whether the peer has them, only its answer can tell.
   *
   * @throws IOException if they could not be sent
   */
  void flush() throws IOException, InterruptedException;

  /**
   * Tells the peer that no more comes, after all accepted bytes. Reading goes on. Twice does
   * nothing.
   */
  void closeOutput() throws IOException, InterruptedException;

  /**
   * Closes both directions after the accepted bytes have gone out, for which it waits 5 s at most,
   * and not at all in a cancelled scope: then it is an {@link #abort}. A read or write that runs
   * meanwhile fails. Twice does nothing.
   *
   * @throws IOException if bytes that had been accepted could not be sent, and no write told so
   */
  @Override
  void close() throws IOException;

  /** Closes at once and throws away what is on its way; the peer sees a reset. Never waits. */
  void abort();

  /** Whether this side has closed the stream or the connection is gone. */
  boolean isClosed();

  /**
   * The same stream with time-outs for each call; a call of many steps, such as {@link
   * #readExactly}, is one call.
   *
   * @param read for each call that reads; zero: no limit, as without this view
   * @param write for each call that writes, flushes or closes the output; zero: no limit
   */
  ByteStream withTimeouts(Duration read, Duration write);

  /** This side's address. */
  SocketAddress localAddress();

  /** The other side's address. */
  SocketAddress remoteAddress();

  /**
   * The same stream for libraries that know nothing else. Closing it closes this stream. An
   * interrupt that no scope sent becomes an {@link java.io.InterruptedIOException}, and the thread
   * stays interrupted.
   */
  default InputStream asInputStream() {
    return new StreamInput(this);
  }

  /** The same stream for libraries that know nothing else; see {@link #asInputStream}. */
  default OutputStream asOutputStream() {
    return new StreamOutput(this);
  }
}
