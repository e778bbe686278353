package dev.outrigger.web.files;

import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads to the end; may block. */
final class Reading {
  /** Up to this length files are read whole, and kept in memory where they are asked for often. */
  static final int SMALL = 256 * 1024;

  private static final int TAG_BYTES = 16;

  private Reading() {}

  /** All bytes of a source. */
  static byte[] whole(Source source, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (Source.Reader reader = source.open()) {
      reader.read(0, bytes, length);
    }
    return bytes;
  }

  /** A strong tag for what is there. */
  static EntityTag tag(URL url) throws IOException {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = new DigestInputStream(url.openStream(), digest)) {
      long _ = in.transferTo(OutputStream.nullOutputStream());
    }
    return EntityTag.strong(HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES));
  }

  /** How many bytes are there. */
  static long length(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
