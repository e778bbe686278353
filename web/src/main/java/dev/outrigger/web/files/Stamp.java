package dev.outrigger.web.files;

import dev.outrigger.web.headers.EntityTag;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one version of a file from the next.
 *
 * @param file the number of the file itself, where its system has such
 */
record Stamp(long length, Instant modified, Optional<Object> file) {
  // Some systems note changes by the second; a second change may hide in the same one.
  private static final Duration YOUTH = Duration.ofSeconds(2);

  static Stamp of(BasicFileAttributes attributes) {
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        Optional.ofNullable(attributes.fileKey()));
  }

  /** Whether a later change would show: not while the last one is only moments ago. */
  boolean wouldChange(Instant now) {
    return modified.isBefore(now.minus(YOUTH));
  }

  /**
   * Names the version by length and time. The number of the file is left out, as it differs between
   * servers that have the same files; a version that would not show a change is named weakly.
   */
  EntityTag tag(Instant now) {
    String value =
        Long.toHexString(length)
            + '-'
            + Long.toHexString(modified.getEpochSecond())
            + '.'
            + Integer.toHexString(modified.getNano());
    return new EntityTag(value, !wouldChange(now));
  }

  /** When it was changed, for its header: empty if that is yet to come. */
  Optional<Instant> modifiedBefore(Instant now) {
    return Optional.of(modified).filter(moment -> !moment.isAfter(now));
  }
}
