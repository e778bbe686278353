package dev.outrigger.http.syntax;

import io.netty.buffer.ByteBuf;

/**
 * The line before a chunk: its size and, rarely, extensions, of which we know none. Netty reads it
 * again; here is what it lets pass: lines of any length, extensions without a name, blanks where
 * the grammar tolerates some ("bad white space") and parsers differ about them, Netty included.
 */
public final class ChunkLine {
  /** Longest line, without its end. */
  public static final int LONGEST = 256;

  private static final int MOST_DIGITS = 8;

  private ChunkLine() {}

  /**
   * The size of the chunk.
   *
   * @param start where the line begins
   * @param end where its LF stands
   * @throws MalformedException if it is no such line
   */
  public static int size(ByteBuf in, int start, int end) {
    int stop = end - 1;
    if (stop < start || in.getByte(stop) != '\r') {
      throw new MalformedException("a chunk's line ends with a bare LF");
    }
    long size = 0;
    int at = start;
    for (int digit = digit(in, at, stop); digit >= 0; digit = digit(in, ++at, stop)) {
      size = size * 16 + digit;
      if (at - start >= MOST_DIGITS || size > Integer.MAX_VALUE) {
        throw new MalformedException("a chunk's size is too large or has too many digits");
      }
    }
    if (at == start) {
      throw new MalformedException("a chunk has no size in hexadecimal digits");
    }
    while (at < stop) {
      at = extension(in, at, stop);
    }
    return (int) size;
  }

  // *( ";" chunk-ext-name [ "=" chunk-ext-val ] ); returns where it ends.
  private static int extension(ByteBuf in, int start, int stop) {
    if (in.getByte(start) != ';') {
      throw new MalformedException("a chunk's size or extension is followed by something else");
    }
    int name = start + 1;
    int at = token(in, name, stop);
    if (at == name) {
      throw new MalformedException("a chunk's extension has no name");
    }
    if (at == stop || in.getByte(at) != '=') {
      return at;
    }
    int value = at + 1;
    at =
        value < stop && in.getByte(value) == '"' ? quoted(in, value, stop) : token(in, value, stop);
    if (at == value) {
      throw new MalformedException("a chunk's extension has no value after its '='");
    }
    return at;
  }

  private static int quoted(ByteBuf in, int start, int stop) {
    for (int at = start + 1; at < stop; at++) {
      int c = in.getUnsignedByte(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\') {
        at++;
        c = at < stop ? in.getUnsignedByte(at) : 0;
      }
      // Bytes above ASCII are in the grammar, but Netty fails on them.
      if ((c < ' ' && c != '\t') || c >= 0x7f) {
        break;
      }
    }
    throw new MalformedException("a chunk's extension has a malformed quoted value");
  }

  private static int token(ByteBuf in, int start, int stop) {
    int at = start;
    while (at < stop && isToken(in.getByte(at))) {
      at++;
    }
    return at;
  }

  private static boolean isToken(byte c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c > 0 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private static int digit(ByteBuf in, int at, int stop) {
    if (at == stop) {
      return -1;
    }
    int c = in.getByte(at);
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
