package dev.outrigger.http.exchange;

import dev.outrigger.http.Headers;
import dev.outrigger.http.RequestBody;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.Objects;

/** The body of a request that has none. */
final class NoBody implements RequestBody {
  static final NoBody INSTANCE = new NoBody();

  private static final byte[] NO_BYTES = {};
  private static final Headers NO_TRAILERS = new FieldMap(EmptyHttpHeaders.INSTANCE);

  private NoBody() {}

  @Override
  public long declaredLength() {
    return 0;
  }

  @Override
  public byte[] bytes() {
    return NO_BYTES;
  }

  @Override
  public byte[] bytes(long limit) {
    return NO_BYTES;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    return length == 0 ? 0 : -1;
  }

  @Override
  public <E extends Exception> void forEach(PartReader<E> reader) {}

  @Override
  public Headers trailers() {
    return NO_TRAILERS;
  }
}
