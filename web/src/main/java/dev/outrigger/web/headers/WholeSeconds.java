package dev.outrigger.web.headers;

import java.time.Duration;

/** Lengths of time as fields write them. */
final class WholeSeconds {
  private WholeSeconds() {}

  /** In seconds, rounded up: whoever asks for some time must not get none. */
  static long up(Duration length) {
    long seconds = length.getSeconds();
    return length.getNano() > 0 && seconds < Long.MAX_VALUE ? seconds + 1 : seconds;
  }
}
