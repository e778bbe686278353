package dev.outrigger.runtime.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * How a file looks from outside. One that differs was written or replaced.
 *
 * @param directory whether to look inside: not for a link to a directory, which may lead round in
 *     circles
 * @param identity which file it is, where the file system tells; a link counts as what it leads to
 */
record Stamp(boolean directory, FileTime modified, long size, Optional<Object> identity) {

  /** Empty if nothing is there. */
  static Optional<Stamp> of(Path path) {
    try {
      BasicFileAttributes own = read(path, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(own.isSymbolicLink() ? ofTarget(path, own) : of(own, own.isDirectory()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Stamp ofTarget(Path link, BasicFileAttributes own) {
    try {
      BasicFileAttributes target = read(link);
      return of(target.isDirectory() ? own : target, false);
    } catch (IOException leadsNowhere) {
      return of(own, false);
    }
  }

  private static BasicFileAttributes read(Path path, LinkOption... options) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, options);
  }

  private static Stamp of(BasicFileAttributes attributes, boolean directory) {
    return new Stamp(
        directory,
        attributes.lastModifiedTime(),
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()));
  }

  /** Whether it is the same directory as before, whatever is in it now. */
  boolean isSameDirectory(Stamp other) {
    return directory && other.directory && identity.equals(other.identity);
  }
}
