package dev.outrigger.web.forms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Moves a file to a name, at which it appears whole or not at all.
 *
 * <p>A rename is atomic, but takes the place of what is there; the JDK's check before it is not. So
 * a new name is made by a second link to the file, which the system refuses where the name is
 * taken. Where links are not to be had, an empty file takes the name first, and the rename takes
 * the place of that. From another file system the file is copied beside its target before.
 *
 * <p>Threading: it blocks.
 */
final class Placement {
  private Placement() {}

  static void move(Path file, Path target, boolean replace) throws IOException {
    if (replace) {
      try {
        var _ = Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (AtomicMoveNotSupportedException e) {
        viaNeighbour(file, target, true);
        return;
      }
    }
    if (!linked(file, target)) {
      viaNeighbour(file, target, false);
      return;
    }
    Files.delete(file);
  }

  static void write(byte[] bytes, Path target, boolean replace) throws IOException {
    Path neighbour = neighbour(target);
    try {
      try (var channel =
          Files.newByteChannel(
              neighbour,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              Spool.forThisUserAlone(target.getFileSystem()))) {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          int _ = channel.write(left);
        }
      }
      place(neighbour, target, replace);
    } finally {
      boolean _ = Files.deleteIfExists(neighbour);
    }
  }

  private static void viaNeighbour(Path file, Path target, boolean replace) throws IOException {
    Path neighbour = neighbour(target);
    try {
      var _ = Files.copy(file, neighbour);
      place(neighbour, target, replace);
    } finally {
      boolean _ = Files.deleteIfExists(neighbour);
    }
    Files.delete(file);
  }

  private static void place(Path neighbour, Path target, boolean replace) throws IOException {
    if (!replace) {
      if (linked(neighbour, target)) {
        return;
      }
      Files.createFile(target);
    }
    try {
      var _ = Files.move(neighbour, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!replace) {
        Files.delete(target);
      }
      throw e;
    }
  }

  private static boolean linked(Path file, Path target) throws IOException {
    try {
      var _ = Files.createLink(target, file);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Path neighbour(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    return Spool.nameIn(directory == null ? target.toAbsolutePath() : directory);
  }
}
