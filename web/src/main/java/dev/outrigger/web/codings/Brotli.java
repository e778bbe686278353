package dev.outrigger.web.codings;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Brotli (RFC 7932), by Brotli4j where it is there. */
final class Brotli implements Coding {
  private static final Encoder.Parameters FAST = Encoder.Parameters.create(4);
  private static final Encoder.Parameters WELL = Encoder.Parameters.create(11);

  private Brotli() {}

  /** Empty if its native library is missing. */
  static Optional<Coding> find() {
    return Brotli4jLoader.isAvailable() ? Optional.of(new Brotli()) : Optional.empty();
  }

  @Override
  public String name() {
    return "br";
  }

  @Override
  public String extension() {
    return ".br";
  }

  @Override
  public byte[] encode(byte[] content) throws IOException {
    return Encoder.compress(content, FAST);
  }

  @Override
  public byte[] encodeWell(byte[] content) throws IOException {
    return Encoder.compress(content, WELL);
  }

  @Override
  public OutputStream stream(OutputStream out) throws IOException {
    return new BrotliOutputStream(out, FAST);
  }

  @Override
  public int atOnce() {
    return 32 * 1024;
  }
}
