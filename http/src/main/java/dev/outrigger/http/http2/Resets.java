package dev.outrigger.http.http2;

/**
 * The streams that we have reset lately. A client sends on for a while on such a stream, for it
 * does not know yet; Netty forgets the stream at once, and would answer each of these frames with
 * another reset or, if it had refused the stream, end the connection.
 *
 * <p>Threading: on the loop.
 */
final class Resets {
  private static final int REMEMBERED = 512;

  private int[] ring = {};
  private int next;
  private int highest;

  void add(int streamId) {
    if (contains(streamId)) {
      return;
    }
    if (ring.length == 0) {
      ring = new int[REMEMBERED];
    }
    highest = Math.max(highest, streamId);
    ring[next] = streamId;
    next = (next + 1) % REMEMBERED;
  }

  boolean contains(int streamId) {
    if (streamId > highest) {
      return false;
    }
    for (int known : ring) {
      if (known == streamId) {
        return true;
      }
    }
    return false;
  }
}
