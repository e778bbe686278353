package dev.outrigger.web.codings;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Content that outlives whoever reads it. */
final class Unclosed extends FilterInputStream {
  Unclosed(InputStream content) {
    super(content);
  }

  @Override
  public void close() {
    // The content is not ours.
  }
}
