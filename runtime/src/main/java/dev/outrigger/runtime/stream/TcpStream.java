package dev.outrigger.runtime.stream;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Opens connections over TCP, on the loop of the calling task. */
public final class TcpStream {
  private TcpStream() {}

  /** As {@link #connect(String, int, TcpOptions)} with the defaults. */
  public static SocketStream connect(String host, int port)
      throws IOException, InterruptedException {
    return connect(host, port, TcpOptions.defaults());
  }

  /** To this address, with the defaults; a host without an address yet is looked up. */
  public static SocketStream connect(InetSocketAddress address)
      throws IOException, InterruptedException {
    InetAddress known = address.getAddress();
    if (known == null) {
      return connect(address.getHostString(), address.getPort());
    }
    TcpOptions options = TcpOptions.defaults().resolvedBy(_ -> List.of(known));
    return connect(known.getHostAddress(), address.getPort(), options);
  }

  /**
   * Connects to a host. With several addresses it tries them as RFC 8305 has it ("happy eyeballs"):
   * in turns of IPv6 and IPv4, the next one when the one before fails or has not answered for a
   * while, all of them at the same time then; the first connection wins and the others are closed.
   *
   * @throws java.net.UnknownHostException if the host has no address
   * @throws java.net.ConnectException if no address could be reached, with each and its reason
   * @throws java.net.SocketTimeoutException when the connect time-out has passed
   * @throws IllegalStateException if the caller is no task of a loop
   */
  public static SocketStream connect(String host, int port, TcpOptions options)
      throws IOException, InterruptedException {
    EventLoop loop = Sockets.currentLoop("a connection to " + host + ":" + port);
    long limit = Waiting.nanos(options.connectTimeout());
    long deadline = Waiting.deadline(limit);
    List<InetAddress> addresses = Families.inTurns(options.resolver().resolve(host));
    HappyEyeballs race =
        new HappyEyeballs(
            host, port, options, address -> Attempt.start(loop, host, address, options));
    Wire winner = race.run(addresses, deadline);
    return new SocketStream(winner).withTimeouts(options.readTimeout(), options.writeTimeout());
  }

  /**
   * Connects and secures the connection, the latter within the handshake's own time-out.
   *
   * @throws javax.net.ssl.SSLHandshakeException if the certificate is not trusted or not the host's
   */
  public static SocketStream connect(String host, int port, Tls tls)
      throws IOException, InterruptedException {
    return connect(host, port, TcpOptions.defaults(), tls);
  }

  /** Connects with these options, and secures the connection. */
  public static SocketStream connect(String host, int port, TcpOptions options, Tls tls)
      throws IOException, InterruptedException {
    SocketStream stream = connect(host, port, options);
    // A handshake that fails closes the stream.
    stream.startTls(tls, host);
    return stream;
  }
}
