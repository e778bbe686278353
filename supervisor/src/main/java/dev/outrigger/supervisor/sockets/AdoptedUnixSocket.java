package dev.outrigger.supervisor.sockets;

import dev.outrigger.http.socket.FileIdentity;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Unix socket that another arbiter has made, and its file, which is now ours to remove.
 *
 * @param file that belongs to the socket; empty if somebody has removed it
 */
record AdoptedUnixSocket(FileDescriptor descriptor, Path path, Optional<FileIdentity> file)
    implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  static AdoptedUnixSocket of(FileDescriptor descriptor, Path path) throws IOException {
    return new AdoptedUnixSocket(descriptor, path, seen(path));
  }

  private static Optional<FileIdentity> seen(Path path) throws IOException {
    try {
      return Optional.of(FileIdentity.of(path));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** Nobody finds it any more, unless somebody has put another one there. */
  @Override
  public void close() {
    try {
      if (file.isPresent() && file.get().isAt(path)) {
        boolean _ = Files.deleteIfExists(path);
      }
      descriptor.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the socket is left: " + path, e);
    }
  }
}
