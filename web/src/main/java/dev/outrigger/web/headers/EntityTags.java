package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions a condition names, as If-Match and If-None-Match do.
 *
 * @param any whether it is {@code *}: any version at all
 * @param tags the versions; none if it is {@code *}
 */
public record EntityTags(boolean any, List<EntityTag> tags) {
  private static final EntityTags ANY = new EntityTags(true, List.of());

  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if it has tags beside {@code *}
   */
  public EntityTags {
    tags = List.copyOf(tags);
    if (any && !tags.isEmpty()) {
      throw new IllegalArgumentException("'*' stands alone, but came with " + tags);
    }
  }

  /**
   * Reads a field; empty if it was not sent.
   *
   * @throws MalformedFieldException if it is neither {@code *} nor a list of tags
   */
  public static Optional<EntityTags> of(Headers headers, String field) {
    if (!headers.contains(field)) {
      return Optional.empty();
    }
    return Optional.of(parse(field, headers.all(field)));
  }

  /**
   * Reads one value of such a field.
   *
   * @throws MalformedFieldException if it is neither {@code *} nor a list of tags
   */
  public static EntityTags parse(String text) {
    return parse("The list of entity tags", List.of(text));
  }

  private static EntityTags parse(String what, List<String> lines) {
    if (lines.size() == 1 && lines.getFirst().equals("*")) {
      return ANY;
    }
    List<EntityTag> tags = new ArrayList<>();
    for (String line : lines) {
      Cursor cursor = new Cursor(line);
      while (cursor.nextElement()) {
        EntityTag tag =
            EntityTag.read(cursor)
                .filter(_ -> cursor.atElementEnd())
                .orElseThrow(() -> malformed(what, line));
        tags.add(tag);
      }
    }
    if (tags.isEmpty()) {
      throw malformed(what, "");
    }
    return new EntityTags(false, tags);
  }

  private static MalformedFieldException malformed(String what, String line) {
    return new MalformedFieldException(what, line, "* or \"abc\", W/\"def\"");
  }

  /** Whether this version is named, compared strongly. */
  public boolean containsStrongly(EntityTag version) {
    if (any) {
      return true;
    }
    for (EntityTag tag : tags) {
      if (tag.isSameStrongly(version)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this version is named, compared weakly. */
  public boolean containsWeakly(EntityTag version) {
    if (any) {
      return true;
    }
    for (EntityTag tag : tags) {
      if (tag.isSameWeakly(version)) {
        return true;
      }
    }
    return false;
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    return any ? "*" : String.join(", ", tags.stream().map(EntityTag::toString).toList());
  }
}
