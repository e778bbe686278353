package dev.outrigger.web.codings;

import java.io.IOException;
import java.io.InputStream;

/** One way to read content that was made shorter. Safe for any thread; its streams are not. */
public interface Decoding {
  /** Its name in Content-Encoding. */
  String name();

  /**
   * What the content was before, as it is read. Closing it gives back what no collector sees, and
   * leaves the content alone. Failures of the content pass; what is no such content fails with
   * another IOException.
   */
  InputStream decoded(InputStream content) throws IOException;
}
