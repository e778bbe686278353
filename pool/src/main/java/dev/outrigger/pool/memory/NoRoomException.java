package dev.outrigger.pool.memory;

import java.io.IOException;

/** There is no room for shared memory; the message names the places and the way out. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRoomException(String message) {
    super(message);
  }
}
