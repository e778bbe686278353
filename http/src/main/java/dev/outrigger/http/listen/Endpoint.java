package dev.outrigger.http.listen;

import dev.outrigger.http.tls.ServerTls;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One way into a server: where it listens, and what is spoken there before HTTP.
 *
 * @param place where
 * @param tls TLS; empty for plain HTTP. Default: what the server's builder says, else plain
 * @param proxies who may, and then must, begin each connection with a PROXY header (version 1 or 2)
 *     that tells the real client; connections from elsewhere are closed. Over a Unix socket all who
 *     may connect. Default: what the server's builder says, else nobody
 * @param http3 whether HTTP/3 is spoken too, on the UDP port of the same number, and told of to
 *     clients of the other versions (Alt-Svc). Default: no
 */
public record Endpoint(
    Place place, Optional<ServerTls> tls, Optional<Networks> proxies, boolean http3) {
  private static final String OWNER_ONLY = "rw-------";
  private static final int FIRST_INHERITED = 3;

  /** A TCP address. */
  public static Endpoint of(InetSocketAddress address) {
    return of(new Place.Tcp(address));
  }

  /** A Unix socket; only the user of this process may connect. */
  public static Endpoint of(UnixDomainSocketAddress address) {
    return of(new Place.Unix(address, OWNER_ONLY));
  }

  /** A listening socket that this process was given. */
  public static Endpoint inherited(int descriptor) {
    if (descriptor < 0) {
      throw new IllegalArgumentException("a descriptor is at least 0, but was " + descriptor);
    }
    return of(new Place.Inherited(descriptor));
  }

  /**
   * The sockets that systemd, or who starts programs as it does, opened for this process: {@code
   * LISTEN_FDS} of them if {@code LISTEN_PID} is this process. None otherwise.
   */
  public static List<Endpoint> activated() {
    return activated(System.getenv(), ProcessHandle.current().pid());
  }

  static List<Endpoint> activated(Map<String, String> environment, long pid) {
    if (!String.valueOf(pid).equals(environment.get("LISTEN_PID"))) {
      return List.of();
    }
    String count = environment.getOrDefault("LISTEN_FDS", "0");
    if (!count.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("LISTEN_FDS is no number, but '" + count + "'");
    }
    return IntStream.range(0, Integer.parseInt(count))
        .mapToObj(number -> inherited(FIRST_INHERITED + number))
        .toList();
  }

  private static Endpoint of(Place place) {
    return new Endpoint(place, Optional.empty(), Optional.empty(), false);
  }

  /** The same with TLS. */
  public Endpoint withTls(ServerTls spoken) {
    return new Endpoint(place, Optional.of(spoken), proxies, http3);
  }

  /**
   * The same with HTTP/3 beside the other versions. It needs TLS, {@code
   * io.netty:netty-codec-http3} and a TCP address, without proxies; the server does not start
   * otherwise.
   */
  public Endpoint withHttp3() {
    return new Endpoint(place, tls, proxies, true);
  }

  /** The same with other {@link #proxies()}. */
  public Endpoint withProxyProtocol(Networks trusted) {
    return new Endpoint(place, tls, Optional.of(trusted), http3);
  }

  /**
   * The same Unix socket with other permissions; see {@link Place.Unix}.
   *
   * @throws IllegalArgumentException if it is no Unix socket, or these are no permissions
   */
  public Endpoint withPermissions(String permissions) {
    if (!(place instanceof Place.Unix unix)) {
      throw new IllegalArgumentException("only a Unix socket has permissions, but not " + place);
    }
    try {
      var _ = PosixFilePermissions.fromString(permissions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + permissions + "' are no permissions: write them as rw-rw----", e);
    }
    return new Endpoint(new Place.Unix(unix.address(), permissions), tls, proxies, http3);
  }
}
