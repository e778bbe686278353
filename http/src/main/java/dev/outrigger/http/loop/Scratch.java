package dev.outrigger.http.loop;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Lines of text that one step of a loop puts together and copies from; the next one begins anew in
 * the same array.
 *
 * <p>Threading: one for each loop, used on it alone.
 */
public final class Scratch {
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes = new byte[1024];
  private int length;

  /** Forgets what is there. */
  public void clear() {
    length = 0;
  }

  /** How many bytes are there. */
  public int length() {
    return length;
  }

  /** Copies what is there to the end of a buffer, which is returned. */
  public ByteBuf copyTo(ByteBuf out) {
    return out.writeBytes(bytes, 0, length);
  }

  public void put(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /**
   * One byte for a char, as header fields have it; so there must be none above 0xff. The deprecated
   * copy is the only one that neither makes an array nor runs an encoder.
   */
  @SuppressWarnings("deprecation")
  public void put(String text) {
    int more = text.length();
    room(more);
    text.getBytes(0, more, bytes, length);
    length += more;
  }

  /** In decimal digits; not for negative numbers. */
  public void put(long number) {
    room(LONGEST_NUMBER);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** A header field with the end of its line. */
  public void putField(String name, String value) {
    put(name);
    room(2);
    bytes[length++] = ':';
    bytes[length++] = ' ';
    put(value);
    putLineEnd();
  }

  public void putLineEnd() {
    room(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
