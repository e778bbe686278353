package dev.outrigger.web.codings;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Zstandard (RFC 8878), by zstd-jni where it is there. */
final class Zstd implements Coding {
  private static final int FAST = 3;
  // Beyond this level windows may be longer than browsers take (RFC 9659).
  private static final int WELL = 19;

  private Zstd() {}

  /** Throws a LinkageError if its native library is missing. */
  static Optional<Coding> find() {
    Native.load();
    return Optional.of(new Zstd());
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public String extension() {
    return ".zst";
  }

  @Override
  public byte[] encode(byte[] content) {
    return com.github.luben.zstd.Zstd.compress(content, FAST);
  }

  @Override
  public byte[] encodeWell(byte[] content) {
    return com.github.luben.zstd.Zstd.compress(content, WELL);
  }

  @Override
  public OutputStream stream(OutputStream out) throws IOException {
    return new ZstdOutputStreamNoFinalizer(out, FAST).setCloseFrameOnFlush(false);
  }

  @Override
  public int atOnce() {
    return 64 * 1024;
  }
}
