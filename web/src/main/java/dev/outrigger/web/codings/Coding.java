package dev.outrigger.web.codings;

import java.io.IOException;
import java.io.OutputStream;

/** One way to make content shorter. Safe for any thread; the streams that it makes are not. */
public interface Coding {
  /** Its name in Accept-Encoding and Content-Encoding. */
  String name();

  /** The end of the names of files that were encoded beforehand, such as {@code .gz}. */
  String extension();

  /** Encodes once what is sent once: fast. */
  byte[] encode(byte[] content) throws IOException;

  /** Encodes once what is sent many times: short. */
  byte[] encodeWell(byte[] content) throws IOException;

  /**
   * Encodes while it goes. Its {@code flush} gives all that was written to who decodes; closing it
   * ends the content, and must be done in any case, as it may hold memory that no collector sees.
   */
  OutputStream stream(OutputStream out) throws IOException;

  /** How many bytes may be encoded at once on a loop: some tenths of a millisecond. */
  int atOnce();
}
