package dev.outrigger.web.forms;

import dev.outrigger.http.RequestBody;
import java.util.Arrays;

/**
 * The stretch of a body that has come and is not yet taken. It is copied once, from where the
 * server read it to; whoever takes large pieces takes them from here.
 *
 * <pre>
 * from      known                      to
 *  | content  |  not looked through yet, |
 *  |          |  or a delimiter          |
 * </pre>
 *
 * <p>Threading: of one task.
 */
final class Window {
  private static final int LEAST = 1024;
  private static final int USUAL = 16 * 1024;

  private final RequestBody body;
  private final Delimiter delimiter;
  private final long total;
  private byte[] bytes;
  private int from;
  private int known;
  private int to;
  private boolean delimited;
  private long received;

  Window(RequestBody body, Delimiter delimiter, long total) {
    long declared = body.declaredLength();
    if (declared > total) {
      throw tooLong(total);
    }
    this.body = body;
    this.delimiter = delimiter;
    this.total = total;
    bytes = new byte[declared < 0 ? USUAL : Math.clamp(declared + 2, LEAST, USUAL)];
    // The first delimiter has no line before it; with this it is like the others.
    bytes[to++] = '\r';
    bytes[to++] = '\n';
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  /**
   * Waits until there is so much content, or all up to the next delimiter.
   *
   * @return how much there is; less than was asked for at the delimiter, more at any time; -1 if
   *     the body ends before a delimiter
   */
  int awaitContent(int wanted) throws InterruptedException {
    lookForDelimiter();
    while (known - from < wanted && !delimited) {
      if (!receive(wanted + delimiter.length())) {
        return -1;
      }
      lookForDelimiter();
    }
    return known - from;
  }

  /** Takes so many bytes. */
  void take(int count) {
    from += count;
    known = Math.max(known, from);
  }

  /** Steps behind the delimiter that all content before was taken of. */
  void takeDelimiter() {
    from = known + delimiter.length();
    known = from;
    delimited = false;
  }

  /** Steps back over so many bytes that were taken last: they may begin a delimiter. */
  void giveBack(int count) {
    from -= count;
    known = from;
  }

  /** Waits for so many bytes, whatever they are; whether there are. */
  boolean awaitBytes(int count) throws InterruptedException {
    while (to - from < count) {
      if (!receive(count)) {
        return false;
      }
    }
    return true;
  }

  /** The byte so far ahead, which must be there. */
  byte peek(int ahead) {
    return bytes[from + ahead];
  }

  /**
   * Takes the next line.
   *
   * @param limit longest line to take, in bytes, with its end
   * @return its length without its CR LF; -1 if it is longer than the limit. It lies before {@link
   *     #from()}, with its end
   */
  int takeLine(int limit) throws InterruptedException {
    for (int seen = 0; seen < limit; seen++) {
      if (!awaitBytes(seen + 1)) {
        throw Refused.malformed("The body ends in the header section of a part");
      }
      if (peek(seen) == '\n') {
        if (seen == 0 || peek(seen - 1) != '\r') {
          throw Refused.malformed("A line of a part's header section ends with LF, not CR LF");
        }
        take(seen + 1);
        return seen - 1;
      }
    }
    return -1;
  }

  /** Takes the rest of the body. */
  void drain() throws InterruptedException {
    do {
      from = to;
      known = to;
    } while (receive(1));
  }

  private void lookForDelimiter() {
    if (!delimited) {
      known = delimiter.find(bytes, known, to);
      delimited = to - known >= delimiter.length();
    }
  }

  private boolean receive(int wanted) throws InterruptedException {
    makeRoom(wanted);
    int count = body.read(bytes, to, bytes.length - to);
    if (count < 0) {
      return false;
    }
    received += count;
    if (received > total) {
      throw tooLong(total);
    }
    to += count;
    return true;
  }

  private void makeRoom(int wanted) {
    if (from > 0 && (known == from || to == bytes.length)) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      known -= from;
      to -= from;
      from = 0;
    }
    if (to == bytes.length) {
      // Grows with what really comes, and no further than to what is wanted at once.
      int most = Math.max(wanted, bytes.length + 1);
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, most));
    }
  }

  private static RuntimeException tooLong(long total) {
    return Refused.tooLarge(
        "The form is longer than the " + total + " bytes allowed here", "total", total);
  }
}
