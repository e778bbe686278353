package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.socket.SocketFile;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Accepts connections over a Unix socket.
 *
 * <p>Threading: {@link #accept} by one task at a time, the rest by anyone.
 */
public final class UnixListener implements AutoCloseable {
  private static final String OWNER_ONLY = "rw-------";

  private final Acceptor acceptor;
  private final String path;

  private UnixListener(Acceptor acceptor, String path) {
    this.acceptor = acceptor;
    this.path = path;
  }

  /** Listens on this path; only the user of this process may connect. */
  public static UnixListener bind(String path) throws IOException, InterruptedException {
    return bind(path, OWNER_ONLY);
  }

  /**
   * Listens on this path, on the loop of the calling task. A socket that somebody left there, and
   * on which nobody listens any more, is replaced; nothing else is. On Linux's own transports, a
   * path that begins with {@code @} is a name in the abstract space, without permissions.
   *
   * @param permissions who may connect, as {@code rw-rw----}; set as soon as the socket is there,
   *     so a directory that others may not enter is the safer way to keep them out
   * @throws BindException if somebody listens there, or the path is something else than a socket
   */
  public static UnixListener bind(String path, String permissions)
      throws IOException, InterruptedException {
    EventLoop loop = Sockets.currentLoop("a listener on " + path);
    boolean named = !path.startsWith("@");
    if (named) {
      onFiles(() -> SocketFile.removeStale(Path.of(path)));
    }
    Acceptor acceptor = open(loop, path);
    boolean ready = false;
    try {
      if (named) {
        onFiles(() -> {
          Files.setPosixFilePermissions(
              Path.of(path), PosixFilePermissions.fromString(permissions));
          return true;
        });
      }
      ready = true;
      return new UnixListener(acceptor, path);
    } finally {
      if (!ready) {
        acceptor.close();
      }
    }
  }

  private static Acceptor open(EventLoop loop, String path)
      throws IOException, InterruptedException {
    try {
      return Acceptor.open(
          loop, Sockets.UNIX_LISTENER, Sockets.unixAddress(loop, path), _ -> {}, _ -> {});
    } catch (ExecutionException e) {
      throw refused(path, e.getCause() == null ? e : e.getCause());
    }
  }

  private static BindException refused(String path, Throwable cause) {
    BindException told = new BindException("cannot listen on " + path + ": " + Wire.reason(cause));
    told.initCause(cause);
    return told;
  }

  private static void onFiles(Callable<Boolean> body) throws IOException, InterruptedException {
    try {
      boolean _ = Blocking.call(body);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** The path that it listens on. */
  public String path() {
    return path;
  }

  /** Waits for the next connection; it lives on the loop of the calling task. */
  public SocketStream accept() throws IOException, InterruptedException {
    return new SocketStream(acceptor.accept(Sockets.currentLoop("an accepted connection")));
  }

  /** Stops listening and removes the socket's file. */
  @Override
  public void close() throws IOException {
    if (!acceptor.isClosed()) {
      acceptor.close();
      if (!path.startsWith("@")) {
        try {
          onFiles(() -> Files.deleteIfExists(Path.of(path)));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
