package dev.outrigger.web.codings;

import java.io.InputStream;

/** Gzip. */
final class GzipDecoding implements Decoding {
  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public InputStream decoded(InputStream content) {
    return new GzipInput(content);
  }
}
