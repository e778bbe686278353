package dev.outrigger.http.unsent;

import io.netty.channel.socket.SocketChannel;

/**
 * The connections of a loop whose long answers may go in large pieces now. That costs half the CPU,
 * as client and kernel are woken less often, but a client that stops reading then holds over a
 * megabyte instead of {@value Unsent#BYTES} bytes. So there are only some lanes, whatever the
 * number of clients; who finds none free is sent small pieces.
 *
 * <p>Threading: one for each loop, used on it alone.
 */
public final class FastLanes {
  /** How much of an answer is sent at once. */
  public static final int PIECE = 512 * 1024;

  private static final int LANES = 16;
  private static final int UNSENT = 1024 * 1024;

  private int taken;

  /**
   * Takes a lane, if one is free, and lets the kernel take more for this client.
   *
   * @return whether one was free; it has to be {@linkplain #leave left} then
   */
  public boolean enter(SocketChannel client) {
    if (taken == LANES) {
      return false;
    }
    taken++;
    boolean _ = Unsent.bound(client, UNSENT);
    return true;
  }

  /** Leaves it, once all that was sent on it is on its way, or the client is gone. */
  public void leave(SocketChannel client) {
    taken--;
    if (client.isActive()) {
      boolean _ = Unsent.bound(client);
    }
  }
}
