package dev.outrigger.web.testclient;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpException;
import dev.outrigger.http.Limits;
import dev.outrigger.http.RequestBody;
import java.util.Arrays;
import java.util.Objects;

/** A request's body that is there already. */
final class MemoryBody implements RequestBody {
  private static final int PART = 16 * 1024;

  private final byte[] bytes;
  private int read;

  MemoryBody(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long declaredLength() {
    return bytes.length;
  }

  @Override
  public byte[] bytes() {
    return bytes(Limits.defaults().body());
  }

  @Override
  public byte[] bytes(long limit) {
    if (read > 0) {
      throw new IllegalStateException("the body was read in parts; it cannot be had whole now");
    }
    if (bytes.length > limit) {
      throw new HttpException(413, "the body is longer than " + limit + " bytes");
    }
    return bytes;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (read == bytes.length) {
      return -1;
    }
    int count = Math.min(length, bytes.length - read);
    System.arraycopy(bytes, read, into, offset, count);
    read += count;
    return count;
  }

  @Override
  public <E extends Exception> void forEach(PartReader<E> reader) throws E, InterruptedException {
    while (read < bytes.length) {
      int end = Math.min(bytes.length, read + PART);
      byte[] part = Arrays.copyOfRange(bytes, read, end);
      read = end;
      reader.take(part);
    }
  }

  @Override
  public Headers trailers() {
    return FieldList.EMPTY;
  }
}
