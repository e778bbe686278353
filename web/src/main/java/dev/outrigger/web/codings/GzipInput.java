package dev.outrigger.web.codings;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip (RFC 1952), of one member or several. The JDK's stream calls itself for each member, so that
 * a body of empty ones ends in a StackOverflowError, and takes any bytes behind the last.
 */
final class GzipInput extends InputStream {
  private static final int BUFFER = 8 * 1024;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream content;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private boolean begun;
  private boolean inMember;
  private boolean ended;

  GzipInput(InputStream content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (length > 0) {
      if (!inMember && !nextMember()) {
        return -1;
      }
      int count = inflate(into, offset, length);
      if (count > 0) {
        check.update(into, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        refill();
      } else {
        throw new ZipException("it needs a dictionary");
      }
    }
    return 0;
  }

  private int inflate(byte[] into, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException corrupt) {
      var refusal = new ZipException("it is not deflated");
      refusal.initCause(corrupt);
      throw refusal;
    }
  }

  /** What the inflater has taken is gone from the buffer. */
  private void refill() throws IOException {
    if (!fill()) {
      throw new EOFException("it ends in the middle");
    }
    inflater.setInput(buffer, from, to - from);
    from = to;
  }

  private boolean fill() throws IOException {
    int count = content.read(buffer, 0, BUFFER);
    from = 0;
    to = Math.max(0, count);
    return count > 0;
  }

  private boolean nextMember() throws IOException {
    if (ended || (from == to && !fill() && begun)) {
      ended = true;
      return false;
    }
    require(next() == 0x1f && next() == 0x8b && next() == DEFLATE, "it is no gzip");
    int flags = next();
    require((flags & RESERVED) == 0, "it has flags that nobody knows");
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    begun = true;
    inMember = true;
    inflater.reset();
    inflater.setInput(buffer, from, to - from);
    from = to;
    check.reset();
    return true;
  }

  private void endMember() throws IOException {
    from = to - inflater.getRemaining();
    require(fourBytes() == (int) check.getValue(), "its check sum is another");
    require(fourBytes() == (int) inflater.getBytesWritten(), "its length is another");
    inMember = false;
  }

  private int fourBytes() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int _ = next();
    }
  }

  private void skipText() throws IOException {
    int c = next();
    while (c != 0) {
      c = next();
    }
  }

  private int next() throws IOException {
    if (from == to && !fill()) {
      throw new EOFException("it ends in the middle");
    }
    return buffer[from++] & 0xff;
  }

  private static void require(boolean holds, String otherwise) throws ZipException {
    if (!holds) {
      throw new ZipException(otherwise);
    }
  }

  /** Frees the memory of the inflater; the content is not ours. */
  @Override
  public void close() {
    inflater.end();
  }
}
