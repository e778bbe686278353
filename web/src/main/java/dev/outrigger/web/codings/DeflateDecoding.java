package dev.outrigger.web.codings;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Deflate in the format of zlib (RFC 1950), as RFC 9110 has it; and without, as some clients send
 * it.
 */
final class DeflateDecoding implements Decoding {
  private static final int BUFFER = 8 * 1024;
  private static final int METHOD = 0x0f;
  private static final int DEFLATE = 8;
  private static final int CHECK = 31;

  @Override
  public String name() {
    return "deflate";
  }

  @Override
  public InputStream decoded(InputStream content) throws IOException {
    byte[] head = new byte[2];
    int count = content.readNBytes(head, 0, 2);
    if (count < 2) {
      throw new EOFException("it ends before it begins");
    }
    int first = head[0] & 0xff;
    boolean zlib = (first & METHOD) == DEFLATE && ((first << 8) | (head[1] & 0xff)) % CHECK == 0;
    var whole = new PushbackInputStream(content, 2);
    whole.unread(head);
    return new Inflating(whole, new Inflater(!zlib));
  }

  /** The JDK's, which frees its memory but leaves the content alone. */
  private static final class Inflating extends InflaterInputStream {
    Inflating(InputStream content, Inflater inflater) {
      super(content, inflater, BUFFER);
    }

    @Override
    public void close() {
      inf.end();
    }
  }
}
