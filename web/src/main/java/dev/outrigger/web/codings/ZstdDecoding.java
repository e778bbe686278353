package dev.outrigger.web.codings;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Zstandard (RFC 8878), by zstd-jni where it is there. */
final class ZstdDecoding implements Decoding {
  // RFC 9659: windows of up to 8 MB; the library itself would take 128 MB for one request.
  private static final int LONGEST_WINDOW = 23;

  private ZstdDecoding() {}

  /** Throws a LinkageError if its native library is missing. */
  static Optional<Decoding> find() {
    Native.load();
    return Optional.of(new ZstdDecoding());
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public InputStream decoded(InputStream content) throws IOException {
    return new ZstdInputStreamNoFinalizer(new Unclosed(content)).setLongMax(LONGEST_WINDOW);
  }
}
