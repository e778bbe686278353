package dev.outrigger.http.listen;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

/** Where a server listens. */
public sealed interface Place {
  /** An address and a port; port 0 takes any free one. */
  record Tcp(InetSocketAddress address) implements Place {}

  /**
   * A Unix socket. One that somebody left there, and on which nobody listens any more, is replaced;
   * nothing else is. Its file is removed when the server stops to accept.
   *
   * @param permissions who may connect, as {@code rw-rw----}; nobody finds it before it has them
   */
  record Unix(UnixDomainSocketAddress address, String permissions) implements Place {}

  /**
   * A listening socket, TCP or Unix, that this process got from another one. It needs Linux's
   * epoll. The server closes the descriptor; connections that wait in the socket's line then go to
   * those who have it too.
   */
  record Inherited(int descriptor) implements Place {}
}
