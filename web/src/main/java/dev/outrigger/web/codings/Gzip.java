package dev.outrigger.web.codings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The coding that every client knows, by the JDK. */
final class Gzip implements Coding {
  private static final int FAST = 4;
  private static final int BUFFER = 8 * 1024;

  /** The JDK's, with a level and without its finalizer's guess about when it is flushed. */
  private static final class Stream extends GZIPOutputStream {
    Stream(OutputStream out, int level) throws IOException {
      super(out, BUFFER, true);
      def.setLevel(level);
    }
  }

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public String extension() {
    return ".gz";
  }

  @Override
  public byte[] encode(byte[] content) throws IOException {
    return encode(content, FAST);
  }

  @Override
  public byte[] encodeWell(byte[] content) throws IOException {
    return encode(content, Deflater.BEST_COMPRESSION);
  }

  private static byte[] encode(byte[] content, int level) throws IOException {
    var encoded = new ByteArrayOutputStream(content.length / 3 + 100);
    try (var stream = new Stream(encoded, level)) {
      stream.write(content);
    }
    return encoded.toByteArray();
  }

  @Override
  public OutputStream stream(OutputStream out) throws IOException {
    return new Stream(out, FAST);
  }

  @Override
  public int atOnce() {
    return 16 * 1024;
  }
}
