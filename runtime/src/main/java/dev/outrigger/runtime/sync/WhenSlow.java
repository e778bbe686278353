package dev.outrigger.runtime.sync;

/** What happens to an item of a {@link Broadcast} whose subscriber has no room for it. */
public enum WhenSlow {
  /** The sender waits, and with it all other subscribers: nobody misses anything. */
  WAIT,
  /** The oldest item in the buffer goes; {@link Subscription#statistics} counts them. */
  DROP_OLDEST,
  /** The subscription ends, and its buffer goes: its next call says so. Nobody else notices. */
  END
}
