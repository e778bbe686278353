package dev.outrigger.http;

import java.io.InputStream;

/**
 * The body of a request, read as it comes: whole, or part by part. Whoever does not want it need
 * not read it. A client that asked first ({@code Expect: 100-continue}) is told to go on when it is
 * read for the first time; one that sends faster than it is read has to wait.
 *
 * <p>Whoever reads waits for the client, and gets an {@link HttpException} when no more is taken
 * from it: with status 400 if the body is malformed or breaks off, 408 if it comes too slowly, 413
 * if it is longer than {@link Limits#bodyCeiling()}, 431 if its trailers are too long. Thrown on,
 * it becomes the answer. When the client goes away, the reader is interrupted.
 *
 * <p>Threading: read it in the handler's task, or in one other at a time, and only until the
 * request is answered.
 */
public interface RequestBody {
  /** Takes a body part by part. */
  @FunctionalInterface
  interface PartReader<E extends Exception> {
    /** Takes the next part: at least one byte, seldom more than 64 KiB; the array is its own. */
    void take(byte[] part) throws E, InterruptedException;
  }

  /** The length in bytes that the client declared; -1 if it sends chunks until it is done. */
  long declaredLength();

  /** The whole body, if it is no longer than {@link #usualLimit()}. */
  byte[] bytes() throws InterruptedException;

  /** The longest body that {@link #bytes()} takes: the server's {@link Limits#body()}. */
  default long usualLimit() {
    return Limits.defaults().body();
  }

  /**
   * The whole body; waits until it is there. A second call returns the same array.
   *
   * @param limit the longest body to take, in bytes
   * @throws HttpException with status 413 if the body is longer: at once if the client declared its
   *     length, else when the limit is crossed; else as above
   * @throws InterruptedException when the client goes away meanwhile
   * @throws IllegalStateException if it was read in parts before
   */
  byte[] bytes(long limit) throws InterruptedException;

  /**
   * Reads the next bytes, as many as there are; waits for the first.
   *
   * @return how many; -1 if the body is at its end. Zero only for an empty array
   * @throws InterruptedException when the client goes away meanwhile
   * @throws IllegalStateException if it was read whole before
   */
  default int read(byte[] into) throws InterruptedException {
    return read(into, 0, into.length);
  }

  /** The same into a part of an array. */
  int read(byte[] into, int offset, int length) throws InterruptedException;

  /**
   * Gives each part to the reader as it comes, until the end of the body.
   *
   * @throws E if the reader does
   * @throws InterruptedException when the client goes away meanwhile
   * @throws IllegalStateException if it was read whole before
   */
  <E extends Exception> void forEach(PartReader<E> reader) throws E, InterruptedException;

  /**
   * The body as a stream, for whoever wants one: a client that goes away shows as {@link
   * java.io.InterruptedIOException}, and the thread stays interrupted. Closing it does nothing.
   */
  default InputStream asInputStream() {
    return new BodyInputStream(this);
  }

  /**
   * The fields that the client sent behind a chunked body; they are there once the body was read to
   * its end, and empty if there are none. Fields that decide about more than the body, such as
   * Content-Length or Authorization, cannot be among them: such a body is refused.
   */
  Headers trailers();
}
