package dev.outrigger.web.headers;

import dev.outrigger.web.text.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Names one version of a resource (RFC 9110 8.8.3), as ETag does.
 *
 * @param value what stands between the quotes
 * @param weak whether versions under the same tag may differ in ways that do not matter
 */
public record EntityTag(String value, boolean weak) {
  private static final int DIGEST_BYTES = 16;

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it has a quote, a blank or a control character
   */
  public EntityTag {
    for (int i = 0; i < value.length(); i++) {
      if (!isInTag(value.charAt(i))) {
        throw new IllegalArgumentException(
            "the entity tag '"
                + value
                + "' has a character that it can't have, at index "
                + i
                + ": quotes, blanks and control characters are not allowed");
      }
    }
  }

  private static boolean isInTag(char c) {
    return c > ' ' && c != '"' && c != 0x7f && c < 0x100;
  }

  /** A strong tag: the same bytes each time. */
  public static EntityTag strong(String value) {
    return new EntityTag(value, false);
  }

  /** A weak tag: the same in what matters. */
  public static EntityTag weak(String value) {
    return new EntityTag(value, true);
  }

  /** A strong tag for these bytes: 128 bits of their digest. */
  public static EntityTag of(byte[] content) {
    // Nobody can make two contents collide.
    byte[] part = Arrays.copyOf(Sha256.of(content), DIGEST_BYTES);
    return strong(Base64.getUrlEncoder().withoutPadding().encodeToString(part));
  }

  /**
   * Reads one tag: {@code "abc"} or {@code W/"abc"}.
   *
   * @throws MalformedFieldException if it is written wrongly
   */
  public static EntityTag parse(String text) {
    Cursor cursor = new Cursor(text);
    return read(cursor)
        .filter(_ -> cursor.atEnd())
        .orElseThrow(
            () -> new MalformedFieldException("The entity tag", text, "\"abc\" or W/\"abc\""));
  }

  static Optional<EntityTag> read(Cursor cursor) {
    boolean weak = cursor.take('W');
    if ((weak && !cursor.take('/')) || !cursor.take('"')) {
      return Optional.empty();
    }
    String value = cursor.takeWhile(EntityTag::isInTag);
    return cursor.take('"') ? Optional.of(new EntityTag(value, weak)) : Optional.empty();
  }

  /** This tag as a weak one, for content that was changed on its way, as by compression. */
  public EntityTag weakened() {
    return weak ? this : weak(value);
  }

  /** Whether both are strong and the same: what ranges and changes need. */
  public boolean isSameStrongly(EntityTag other) {
    return !weak && !other.weak && value.equals(other.value);
  }

  /** Whether both are the same but for being weak: what caches need. */
  public boolean isSameWeakly(EntityTag other) {
    return value.equals(other.value);
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + value + '"';
  }
}
