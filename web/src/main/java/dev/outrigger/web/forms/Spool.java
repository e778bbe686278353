package dev.outrigger.web.forms;

import dev.outrigger.web.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The temporary files of one form. */
final class Spool {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  private final Path directory;
  private final List<Path> files = new CopyOnWriteArrayList<>();

  Spool(Path directory) {
    this.directory = directory;
  }

  /** A new file with what is left of the part. */
  Path write(Part part) throws IOException, InterruptedException {
    // Known before it is there, so that it goes whatever happens.
    Path path = nameIn(directory);
    files.add(path);
    try (NewFile file = NewFile.create(path, forThisUserAlone(path.getFileSystem()))) {
      part.eachPiece((in, from, count) -> write(file, in, from, count));
      file.keep();
      return path;
    } catch (IOException e) {
      throw new IOException(
          "an upload could not be kept in " + directory + " (option directory): " + e, e);
    }
  }

  /** A disk without room is no bug: the client is told, and the operator in one line. */
  private void write(NewFile file, byte[] in, int from, int count) throws InterruptedException {
    try {
      file.write(in, from, count);
    } catch (IOException full) {
      LOG.log(Level.WARNING, () -> "an upload could not be kept in " + directory + ": " + full);
      throw Problem.of(507, "The server has no room for the upload now");
    }
  }

  /** The file has found its place; it is not removed any more. */
  void release(Path file) {
    files.remove(file);
  }

  void removeAll() {
    List<Path> left = List.copyOf(files);
    files.clear();
    if (!left.isEmpty()) {
      Removal.of(
          left,
          () -> {
            boolean all = true;
            for (Path each : left) {
              all &= Files.deleteIfExists(each);
            }
            return all;
          });
    }
  }

  static Path nameIn(Path directory) {
    // 122 bits of SecureRandom.
    return directory.resolve("outrigger-upload-" + UUID.randomUUID());
  }

  static FileAttribute<?>[] forThisUserAlone(FileSystem files) {
    return files.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              Set.copyOf(PosixFilePermissions.fromString("rw-------")))
        }
        : new FileAttribute<?>[0];
  }
}
