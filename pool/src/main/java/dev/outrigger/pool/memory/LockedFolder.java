package dev.outrigger.pool.memory;

import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only this user can enter and that belongs to a living process: the process holds a
 * lock on a file in it, which the kernel takes back however the process ends. So anybody can tell
 * what is left over, also from another container with process numbers of its own.
 */
final class LockedFolder {
  private static final String PREFIX = "outrigger-shared-";
  private static final String LOCK = "lock";

  /** Between making a folder and locking it. */
  private static final Duration UNLOCKED_AT_FIRST = Duration.ofMinutes(1);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel lock;

  private LockedFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static LockedFolder make(Path parent) throws IOException {
    return Uninterrupted.io(() -> {
      Path path = folderIn(parent);
      FileChannel channel = null;
      try {
        channel =
            FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var _ = channel.lock();
        return new LockedFolder(path, channel);
      } catch (IOException e) {
        closeQuietly(channel);
        empty(path);
        throw e;
      }
    });
  }

  private static Path folderIn(Path parent) throws IOException {
    try {
      return Files.createTempDirectory(
          parent, PREFIX + ProcessHandle.current().pid() + "-", OWNER_ONLY);
    } catch (FileSystemException e) {
      throw new IOException(
          "no folder can be made in %s (java.io.tmpdir): %s".formatted(parent, Told.why(e)), e);
    }
  }

  Path path() {
    return path;
  }

  void delete() {
    empty(path);
    closeQuietly(lock);
  }

  /** Removes the folders of processes that are gone. */
  static void sweep(Path parent) {
    String own = PREFIX + ProcessHandle.current().pid() + "-";
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        // Our own are not to be tried: closing the file would give up the lock.
        if (!folder.getFileName().toString().startsWith(own)) {
          deleteIfOrphaned(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // Tidying up is no reason not to start.
    }
  }

  /** Whether it has a name that only we give. */
  static boolean isOurs(Path folder) {
    return folder.getFileName().toString().startsWith(PREFIX);
  }

  private static void deleteIfOrphaned(Path folder) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOrphaned(folder)) {
        empty(folder);
      }
    } catch (IOException _) {
      // Another user's, or gone.
    }
  }

  private static boolean isOrphaned(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      return Files.getLastModifiedTime(folder)
          .toInstant()
          .isBefore(Instant.now().minus(UNLOCKED_AT_FIRST));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void empty(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | DirectoryIteratorException _) {
      // Gone already, or nothing that we could mend.
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // Nothing was written through it.
    }
  }
}
