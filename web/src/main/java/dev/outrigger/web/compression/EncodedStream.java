package dev.outrigger.web.compression;

import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.sync.Limiter;
import dev.outrigger.web.codings.Coding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Encodes what is written, while it goes. Short writes are encoded on the loop, and others get a
 * turn now and then; long ones beside it.
 */
final class EncodedStream implements ResponseStream {
  private final Coding coding;
  private final Limiter cores;
  private final ResponseStream out;
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(1024);
  private final OutputStream encoder;
  private int sinceYield;

  private EncodedStream(Coding coding, Limiter cores, ResponseStream out) throws IOException {
    this.coding = coding;
    this.cores = cores;
    this.out = out;
    this.encoder = coding.stream(encoded);
  }

  /** Has the body written to this, encoded. */
  static void write(ResponseBody body, Coding coding, Limiter cores, ResponseStream out)
      throws Exception {
    var stream = new EncodedStream(coding, cores, out);
    try {
      body.writeTo(stream);
    } finally {
      // If it failed, what the encoder still gives is dropped.
      stream.encoder.close();
    }
    stream.pass();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException, InterruptedException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    write(copy, 0, copy.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException, InterruptedException {
    if (count <= coding.atOnce()) {
      encoder.write(bytes, offset, count);
      letOthers(count);
    } else {
      beside(bytes, offset, count);
    }
    pass();
  }

  // On a loop it is no hint to a scheduler, but the turn of the next task.
  @SuppressWarnings("ThreadPriorityCheck")
  private void letOthers(int count) {
    sinceYield += count;
    if (sinceYield >= coding.atOnce()) {
      sinceYield = 0;
      Thread.yield();
    }
  }

  private void beside(byte[] bytes, int offset, int count)
      throws IOException, InterruptedException {
    try {
      int _ =
          Blocking.call(
              cores,
              () -> {
                encoder.write(bytes, offset, count);
                return count;
              });
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("encoders throw nothing else", e);
    }
  }

  private void pass() throws IOException, InterruptedException {
    if (encoded.size() > 0) {
      byte[] some = encoded.toByteArray();
      encoded.reset();
      out.write(some);
    }
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    encoder.flush();
    pass();
    out.flush();
  }

  @Override
  public void trailer(String name, String value) {
    out.trailer(name, value);
  }

  @Override
  public OutputStream asOutputStream() {
    return new View(this);
  }

  /** The same for who wants a stream of the JDK's. */
  private static final class View extends OutputStream {
    private final EncodedStream stream;

    View(EncodedStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      try {
        stream.write(bytes, offset, count);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        stream.flush();
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }

    private static InterruptedIOException interrupted() {
      Thread.currentThread().interrupt();
      return new InterruptedIOException("interrupted while an answer was written");
    }
  }
}
