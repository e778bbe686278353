package dev.outrigger.http;

/** What an answer consists of, beside its header. */
public sealed interface ResponseContent {
  /** How many bytes the body has; -1 if nobody knows. */
  long length();

  /** A body that is there as a whole. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and not copied for each answer
  record Whole(byte[] bytes) implements ResponseContent {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * One that its task writes while it goes.
   *
   * @param length how many bytes it will have; -1 if nobody knows
   */
  record Written(long length, ResponseBody body) implements ResponseContent {}

  /** No body, but another protocol. */
  record Switched(Upgrade upgrade) implements ResponseContent {
    @Override
    public long length() {
      return 0;
    }
  }
}
