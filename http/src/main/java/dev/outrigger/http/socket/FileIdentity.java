package dev.outrigger.http.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells a file from a later one of its name, which may have its number too.
 *
 * @param key of the file system
 * @param made when
 * @param isSocket or what else is no plain file
 */
public record FileIdentity(String key, FileTime made, boolean isSocket) {
  /**
   * That of a file, itself and not where it may lead.
   *
   * @throws NoSuchFileException if there is none
   */
  public static FileIdentity of(Path file) throws IOException {
    var seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileIdentity(String.valueOf(seen.fileKey()), seen.creationTime(), seen.isOther());
  }

  /** Whether this file is there now. */
  public boolean isAt(Path path) throws IOException {
    try {
      return of(path).equals(this);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
