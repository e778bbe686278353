package dev.outrigger.web.testclient;

import dev.outrigger.http.ResponseStream;
import dev.outrigger.runtime.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Where a handler writes its answer if there is no socket. */
final class MemoryStream implements ResponseStream {
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
  private final Consumer<byte[]> client;

  MemoryStream(Consumer<byte[]> client) {
    this.client = client;
  }

  @Override
  public void write(ByteBuffer bytes) {
    Scope.checkpoint();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    unsent.writeBytes(copy);
  }

  @Override
  public void flush() {
    Scope.checkpoint();
    if (unsent.size() > 0) {
      client.accept(unsent.toByteArray());
      unsent.reset();
    }
  }

  @Override
  public void trailer(String name, String value) {
    // Nobody looks at it.
  }
}
