package dev.outrigger.runtime.sync;

import org.jspecify.annotations.Nullable;

/** Thrown where nothing more can be sent, or nothing more comes and that is no ordinary end. */
public final class BroadcastEndedException extends RuntimeException {
  BroadcastEndedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
