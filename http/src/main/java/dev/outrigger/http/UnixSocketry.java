package dev.outrigger.http;

import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.Transport;
import dev.outrigger.runtime.socket.SocketFile;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A Unix socket of our own, and its file.
 *
 * <p>When it closes, the file is renamed before the last connections are accepted: nobody new finds
 * it, and those who found it before are all served.
 */
final class UnixSocketry implements Socketry {
  private final Place.Unix place;
  private final Transport transport;
  private final Path path;
  private Object inode = "";

  UnixSocketry(Place.Unix place, Transport transport) {
    this.place = place;
    this.transport = transport;
    this.path = place.address().getPath().toAbsolutePath();
  }

  @Override
  public ChannelFuture open(ServerBootstrap bootstrap) throws IOException {
    boolean _ = SocketFile.removeStale(path);
    return bootstrap
        .channel(transport.unixServerChannel())
        .bind(
            transport == Transport.NIO
                ? place.address()
                : new DomainSocketAddress(place.address().getPath().toString()));
  }

  @Override
  public SocketAddress opened(Channel channel) throws IOException {
    inode = inodeOf(path);
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(place.permissions()));
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return place.address();
  }

  @Override
  public Marker marker() throws IOException {
    if (!inode.equals(inodeOf(path))) {
      // Somebody took it away; nobody could find us, and what is there now is not ours.
      return Marker.NONE;
    }
    Path hidden = path.resolveSibling("." + path.getFileName() + "~");
    Files.move(path, hidden, StandardCopyOption.REPLACE_EXISTING);
    Path directory =
        Files.createTempDirectory(
            "outrigger",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    UnixDomainSocketAddress own = UnixDomainSocketAddress.of(directory.resolve("marker"));
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    UnixMarker marker = new UnixMarker(channel, own, hidden);
    try {
      channel.bind(own);
      return marker;
    } catch (IOException e) {
      marker.close();
      throw e;
    }
  }

  private static Object inodeOf(Path file) throws IOException {
    try {
      return Objects.requireNonNull(
          Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException gone) {
      return Set.of();
    }
  }

  private record UnixMarker(SocketChannel channel, UnixDomainSocketAddress address, Path hidden)
      implements Marker {
    @Override
    public void connect() throws IOException {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(hidden));
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(hidden);
      Files.deleteIfExists(address.getPath());
      Files.deleteIfExists(address.getPath().getParent());
    }
  }
}
