package dev.outrigger.pool.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of pools whose process was killed before it could remove them. The next pool of the
 * same user does.
 */
final class Leftovers {
  static final String PREFIX = "outrigger-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-\\d+");

  private Leftovers() {}

  static void sweep(Path parent) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isLeftOver(folder)) {
          PrivateDirectory.delete(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // Tidying up is no reason not to start.
    }
  }

  private static boolean isLeftOver(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches()
        && Files.isReadable(folder)
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
        && !isServed(folder.resolve(PrivateDirectory.SOCKET));
  }

  /** The owner may live in another container, which has process numbers of its own. */
  private static boolean isServed(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobodyListens) {
      return false;
    }
  }
}
