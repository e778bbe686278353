package dev.outrigger.cli.arbitration;

import dev.outrigger.cli.output.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file with the number of this process, for scripts, as long as the process lives. */
final class PidFile implements AutoCloseable {
  private final Optional<Path> file;

  private PidFile(Optional<Path> file) {
    this.file = file;
  }

  /**
   * Writes it, if one is wanted.
   *
   * @throws UserError if it names another process that lives, or can't be written
   */
  static PidFile write(Optional<Path> wanted) throws UserError {
    if (wanted.isPresent()) {
      Path file = wanted.get().toAbsolutePath();
      try {
        Optional<Long> other = read(file).filter(PidFile::isAnothers);
        if (other.isPresent()) {
          throw new UserError(
              "%s names process %d, which lives: this service runs already, or remove the file"
                  .formatted(file, other.get()));
        }
        // Whoever reads it never sees half of a number.
        Path half = file.resolveSibling(file.getFileName() + "~");
        Files.writeString(half, ProcessHandle.current().pid() + System.lineSeparator());
        Path _ = Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UserError("no process id can be written to " + file + ": " + e);
      }
    }
    return new PidFile(wanted.map(Path::toAbsolutePath));
  }

  private static Optional<Long> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return text.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static boolean isAnothers(long pid) {
    return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
  }

  /** Removes it, unless somebody else has put another one there. */
  @Override
  public void close() {
    if (file.isPresent()) {
      try {
        if (read(file.get()).filter(pid -> pid == ProcessHandle.current().pid()).isPresent()) {
          boolean _ = Files.deleteIfExists(file.get());
        }
      } catch (IOException e) {
        System.err.println("outrigger: the pid file is left: " + e);
      }
    }
  }
}
