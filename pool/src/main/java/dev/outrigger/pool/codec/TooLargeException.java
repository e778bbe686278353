package dev.outrigger.pool.codec;

import dev.outrigger.pool.wording.Amounts;
import java.io.IOException;

/** A message is above the limit of a frame. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String what, long size, int max) {
    super(
        "%s takes %s, more than the %s that one message may have: raise maxFrame(…) or pass a file"
            .formatted(what, Amounts.size(size), Amounts.size(max)));
  }
}
