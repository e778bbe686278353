package dev.outrigger.runtime.stream;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;

/**
 * Opens connections over Unix sockets, on the loop of the calling task.
 *
 * <p>On {@link dev.outrigger.runtime.Transport#NIO} a Unix socket cannot be half closed by the
 * peer: when the peer ends its output, nothing can be written to it any more.
 */
public final class UnixStream {
  private UnixStream() {}

  /**
   * Connects to the socket with this path. On Linux's own transports, one that begins with
   * {@code @} is a name in the abstract space, which no file has.
   *
   * @throws ConnectException if nobody listens there
   * @throws IllegalStateException if the caller is no task of a loop
   */
  public static SocketStream connect(String path) throws IOException, InterruptedException {
    EventLoop loop = Sockets.currentLoop("a connection to " + path);
    Attempt attempt =
        Attempt.start(loop, Sockets.UNIX, path, Sockets.unixAddress(loop, path), null, _ -> {});
    Wire wire = null;
    try {
      wire = Waiting.result(attempt.outcome());
      return new SocketStream(wire);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ConnectException refused =
          new ConnectException("cannot connect to %s: %s".formatted(path, Wire.reason(cause)));
      refused.initCause(cause);
      throw refused;
    } finally {
      attempt.giveUpUnless(wire);
    }
  }
}
