package dev.outrigger.http;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read as it comes. Whoever does not want it need not read it.
 *
 * <p>Threading: read it in the handler's task, or in one other at a time.
 */
public final class RequestBody {
  static final byte[] EMPTY = {};
  static final RequestBody NONE = new RequestBody(null, 0);

  private final @Nullable BodyQueue queue;
  private final long defaultLimit;
  private byte @Nullable [] whole;

  RequestBody(@Nullable BodyQueue queue, long defaultLimit) {
    this.queue = queue;
    this.defaultLimit = defaultLimit;
  }

  /** The length in bytes that the client declared; -1 if it sends chunks until it is done. */
  public long declaredLength() {
    return queue == null ? 0 : queue.declaredLength();
  }

  /** The whole body, if it is no longer than the server's {@link Limits#body()}. */
  public byte[] bytes() throws InterruptedException {
    return bytes(defaultLimit);
  }

  /**
   * The whole body; waits until it is there. A client that asked first ({@code Expect:
   * 100-continue}) is told to go on. A second call returns the same array.
   *
   * @param limit the longest body to take, in bytes
   * @throws HttpException with status 413 if the body is longer: at once if the client declared its
   *     length, else when the limit is crossed; with status 400 if the body breaks off
   * @throws InterruptedException when the client goes away meanwhile
   */
  public byte[] bytes(long limit) throws InterruptedException {
    if (queue == null) {
      return EMPTY;
    }
    if (whole == null) {
      whole = queue.readAll(limit);
    } else if (whole.length > limit) {
      throw BodyQueue.tooLong(limit);
    }
    return whole;
  }
}
