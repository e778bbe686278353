package dev.outrigger.web.codings;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Brotli (RFC 7932), by Brotli4j where it is there. */
final class BrotliDecoding implements Decoding {
  private BrotliDecoding() {}

  /** Empty if its native library is missing. */
  static Optional<Decoding> find() {
    return Brotli4jLoader.isAvailable() ? Optional.of(new BrotliDecoding()) : Optional.empty();
  }

  @Override
  public String name() {
    return "br";
  }

  @Override
  public InputStream decoded(InputStream content) throws IOException {
    return new BrotliInputStream(new Unclosed(content));
  }
}
