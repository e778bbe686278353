package dev.outrigger.http.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A listening socket that this process was given by its number, as Linux tells of it.
 *
 * @param isUnix whether it is a Unix socket and not a TCP one
 */
public record Descriptor(int number, boolean isUnix) {
  // Of socket(7), with Linux's numbers.
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int SOCK_STREAM = 1;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private static final int F_SETFL = 4;
  private static final int NONBLOCK = 0x800;

  /**
   * Looks at it. (The kernel's tables in /proc/net say the same, but may pass over a socket while
   * others come and go.)
   *
   * @throws IOException if it is closed, or no listening socket
   */
  static Descriptor of(int number) throws IOException {
    requireSocket(number);
    Socket socket = new Socket(number);
    int family = socket.getIntOpt(SOL_SOCKET, SO_DOMAIN);
    boolean isUnix = family == AF_UNIX;
    boolean isIp = family == AF_INET || family == AF_INET6;
    if (!(isUnix || isIp) || socket.getIntOpt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM) {
      throw new IOException("descriptor " + number + " is a socket, but neither TCP nor Unix");
    }
    if (socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) == 0) {
      throw new IOException("descriptor " + number + " is a socket that does not listen");
    }
    return new Descriptor(number, isUnix);
  }

  private static void requireSocket(int number) throws IOException {
    String target;
    try {
      target = Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(number))).toString();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "descriptor " + number + " is not open; was it passed on to this process?", e);
    }
    if (!target.startsWith("socket:")) {
      throw new IOException("descriptor " + number + " is no socket, but " + target);
    }
  }

  /** A loop must never wait in accept, so the socket must not block; systemd's do. */
  void unblock() throws IOException {
    if (isNonBlocking()) {
      return;
    }
    if (Descriptor.class.getModule().isNativeAccessEnabled()) {
      setFlags();
    }
    if (!isNonBlocking()) {
      throw new IOException(
          "descriptor "
              + number
              + " is in blocking mode; start the JVM with --enable-native-access=ALL-UNNAMED, or let"
              + " who opened it make it non-blocking (systemd: NonBlocking=true)");
    }
  }

  private boolean isNonBlocking() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", String.valueOf(number)))) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring(6).trim(), 8) & NONBLOCK) != 0;
      }
    }
    return false;
  }

  @SuppressWarnings("restricted") // asked for above
  private void setFlags() {
    Linker linker = Linker.nativeLinker();
    MethodHandle fcntl =
        linker.downcallHandle(
            linker.defaultLookup().find("fcntl").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try {
      // A listening socket has no other flag that could be lost.
      int _ = (int) fcntl.invokeExact(number, F_SETFL, NONBLOCK);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call fcntl(2)", e);
    }
  }
}
