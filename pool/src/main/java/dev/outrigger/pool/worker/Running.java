package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskHeader;
import java.nio.ByteBuffer;

/** The task that this worker holds. */
final class Running {
  private final long id;
  private final int size;
  private final TaskHeader header;
  private final ByteBuffer rest;
  private final Talk talk;
  private final Interruption interruption = new Interruption();

  Running(long id, int size, TaskHeader header, ByteBuffer rest, Talk talk) {
    this.id = id;
    this.size = size;
    this.header = header;
    this.rest = rest;
    this.talk = talk;
  }

  long id() {
    return id;
  }

  /** Bytes of its frame. */
  int size() {
    return size;
  }

  TaskHeader header() {
    return header;
  }

  /** What follows the header: the function, unless it has a number, and the arguments. */
  ByteBuffer rest() {
    return rest;
  }

  Talk talk() {
    return talk;
  }

  /** The way to stop it. */
  Interruption interruption() {
    return interruption;
  }
}
