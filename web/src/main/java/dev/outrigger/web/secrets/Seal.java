package dev.outrigger.web.secrets;

import java.util.Base64;
import java.util.Optional;

/** Puts bytes into texts that only this server can make; for cookies, links and forms. */
public sealed interface Seal permits SigningSeal, EncryptingSeal {

  /** The bytes as letters, digits, {@code -} and {@code _}. */
  String close(byte[] content);

  /** What was closed under one of the secrets, for the same purpose; empty for all else. */
  Optional<byte[]> open(String text);

  /** How many characters so many bytes take when they are closed. */
  int length(int bytes);

  /** What the text stands for; empty if it is not what {@link #close} writes. */
  static Optional<byte[]> decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      // The last letter has bits that count for nothing: one text only for each content.
      return encoded(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The bytes as a text. */
  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How long that text is. */
  static int encodedLength(int bytes) {
    return (bytes * 4 + 2) / 3;
  }
}
