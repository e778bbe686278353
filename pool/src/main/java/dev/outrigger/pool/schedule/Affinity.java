package dev.outrigger.pool.schedule;

import java.util.Collection;

/**
 * Rendezvous hashing of keys over slots: each key ranks all slots in an order of its own. So a key
 * finds the same worker again without anybody remembering it, the next one in its order where that
 * is busy, and a slot that comes or goes moves only the keys that rank it first.
 */
final class Affinity {
  private Affinity() {}

  /** The slot that this key ranks first among these; there must be one. */
  static int home(String key, Collection<Integer> slots) {
    return slots.stream()
        .max((one, other) -> Long.compareUnsigned(rank(key, one), rank(key, other)))
        .orElseThrow();
  }

  private static long rank(String key, int slot) {
    long mixed = (key.hashCode() * 0x9E3779B97F4A7C15L) ^ (slot * 0xC2B2AE3D27D4EB4FL);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
