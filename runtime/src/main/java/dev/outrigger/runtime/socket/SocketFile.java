package dev.outrigger.runtime.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that a Unix socket has in a directory. */
public final class SocketFile {
  private SocketFile() {}

  /**
   * Removes a socket that somebody left there and on which nobody listens any more; nothing else.
   *
   * @return whether there was one
   * @throws BindException if somebody listens there, or the path is something else than a socket
   */
  public static boolean removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!isSocket(path)) {
      throw new BindException(
          "cannot listen on " + path + ": there is something that is no socket");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean _ = probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException nobodyListens) {
      return Files.deleteIfExists(path);
    }
    throw new BindException("cannot listen on " + path + ": another process listens there");
  }

  private static boolean isSocket(Path path) throws IOException {
    // S_IFSOCK within S_IFMT.
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (((Integer) mode) & 0xf000) == 0xc000;
  }
}
