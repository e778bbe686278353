package dev.outrigger.pool.codec;

import dev.outrigger.pool.wording.Amounts;
import java.io.IOException;

/** A message is above the limit of a frame. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  private TooLargeException(String message) {
    super(message);
  }

  TooLargeException(String what, long size, int max) {
    this(
        "%s takes %s, more than the %s that one message may have: raise maxFrame(…) or pass a file"
            .formatted(what, Amounts.size(size), Amounts.size(max)));
  }

  static TooLargeException array(long size, long max) {
    return new TooLargeException(
        "an array takes %s, more than the %s that one may have: raise Contents.maxArray or pass a SharedArray, which is not copied"
            .formatted(Amounts.size(size), Amounts.size(max)));
  }
}
