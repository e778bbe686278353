package dev.outrigger.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** What Netty's buffers take outside the heap. */
public final class DirectMemory {
  private DirectMemory() {}

  /** How many bytes they take now, those that wait to be used again included. */
  public static long used() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }
}
