package dev.outrigger.web.compression;

import dev.outrigger.web.Problem;
import dev.outrigger.web.codings.Decoding;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One coding coming off, which may make much of little: what comes out is held against how much it
 * is, and how much came over the wire for it. Each of several codings is watched by itself, so that
 * none can hide a flood in front of the next.
 */
final class Expansion extends InputStream {
  // A short body may well shrink to almost nothing, and costs nobody much.
  private static final long HARMLESS = 256 * 1024;

  private final Decoding coding;
  private final InputStream content;
  private final Wire wire;
  private final Limits limits;
  private @Nullable InputStream decoder;
  private long length;

  Expansion(Decoding coding, InputStream content, Wire wire, Limits limits) {
    this.coding = coding;
    this.content = content;
    this.wire = wire;
    this.limits = limits;
  }

  /**
   * How far a body may grow.
   *
   * @param length in bytes
   * @param ratio to what came over the wire
   */
  record Limits(long length, int ratio) {}

  /** What came over the wire, counted. */
  static final class Wire extends FilterInputStream {
    private long received;

    Wire(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      received += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      received += Math.max(0, count);
      return count;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    // It may read at once what it needs to begin with.
    if (decoder == null) {
      decoder = coding.decoded(content);
    }
    int more = decoder.read(into, offset, count);
    length += Math.max(0, more);
    if (length > limits.length()) {
      throw tooLarge(
          "The body is longer than the "
              + limits.length()
              + " bytes allowed here, once it is decompressed",
          "decompressed",
          limits.length());
    }
    if (length > HARMLESS && length / limits.ratio() > wire.received) {
      throw tooLarge(
          "The body grows to more than "
              + limits.ratio()
              + " times its size when it is decompressed, which is not allowed here",
          "ratio",
          limits.ratio());
    }
    return more;
  }

  private static Problem tooLarge(String detail, String limit, long most) {
    return Problem.of(413, detail).with("limit", limit).with("most", most);
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
    content.close();
  }
}
