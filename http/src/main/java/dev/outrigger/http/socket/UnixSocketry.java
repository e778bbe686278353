package dev.outrigger.http.socket;

import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.Transport;
import dev.outrigger.runtime.socket.SocketFile;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket of our own, and its file.
 *
 * <p>The socket is made under a hidden name and gets its own when it has its permissions. When it
 * closes, it is hidden again before the last connections are accepted: nobody new finds it, and
 * those who found it before are all served. Netty removes the file by the name that it was made
 * with, so it never removes a file that another server has put in the place of ours.
 */
final class UnixSocketry implements Socketry {
  private final Place.Unix place;
  private final Transport transport;
  private final Path path;
  private final Path hidden;
  private final boolean replaces;
  // Known once it listens.
  private @Nullable FileIdentity identity;

  /**
   * One that does not listen yet.
   *
   * @param replaces whether somebody may listen there already, who is not found any more then
   */
  UnixSocketry(Place.Unix place, Transport transport, boolean replaces) {
    this.place = place;
    this.transport = transport;
    this.path = place.address().getPath().toAbsolutePath();
    this.replaces = replaces;
    this.hidden = path.resolveSibling("." + path.getFileName() + "~");
  }

  @Override
  public ChannelFuture open(ServerBootstrap bootstrap) throws IOException {
    if (!replaces) {
      boolean _ = SocketFile.removeStale(path);
    }
    boolean _ = SocketFile.removeStale(hidden);
    return bootstrap
        .channel(transport.unixServerChannel())
        .bind(
            transport == Transport.NIO
                ? UnixDomainSocketAddress.of(hidden)
                : new DomainSocketAddress(hidden.toString()));
  }

  @Override
  public SocketAddress opened(Channel channel) throws IOException {
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString(place.permissions()));
    identity = FileIdentity.of(hidden);
    Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    return place.address();
  }

  @Override
  public boolean hide(Channel channel) throws IOException {
    // If somebody took it away, what is there now is not ours.
    if (isOurs()) {
      Files.move(path, hidden, StandardCopyOption.ATOMIC_MOVE);
    }
    return true;
  }

  private boolean isOurs() throws IOException {
    return identity != null && identity.isAt(path);
  }
}
