package dev.outrigger.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What a program has written, as bytes. */
public final class Captured {
  static final Captured NOTHING = new Captured(new byte[0]);

  private final byte[] bytes;

  Captured(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.length;
  }

  /** The bytes as UTF-8; what isn't, is replaced by U+FFFD. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /** The lines of the text, without their ends. */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** The end of the text in one line, for an error message. */
  String tail(int characters) {
    String line = String.join(" | ", text().strip().lines().map(String::strip).toList());
    return line.length() <= characters ? line : "…" + line.substring(line.length() - characters);
  }

  @Override
  public String toString() {
    return text();
  }
}
