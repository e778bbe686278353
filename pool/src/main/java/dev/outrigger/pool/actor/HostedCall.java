package dev.outrigger.pool.actor;

import dev.outrigger.pool.worker.Interruption;
import java.nio.ByteBuffer;

/**
 * A call in the actor's process.
 *
 * @param interruption the way to stop it
 */
record HostedCall(long id, ByteBuffer message, Interruption interruption) {
  HostedCall(long id, ByteBuffer message) {
    this(id, message, new Interruption());
  }
}
