package dev.outrigger.pool;

import java.util.Arrays;

/** The bytes of a function with its arguments; equal only if all of them are. */
final class CallKey {
  private final byte[] bytes;
  private final int hash;

  private CallKey(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  static CallKey of(byte[] bytes) {
    return new CallKey(bytes);
  }

  int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
