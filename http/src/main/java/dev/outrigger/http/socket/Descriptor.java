package dev.outrigger.http.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listening socket that this process was given by its number, as Linux's /proc tells of it.
 *
 * @param isUnix whether it is a Unix socket and not a TCP one
 */
record Descriptor(int number, boolean isUnix) {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final String LISTENS_TCP = "0A";
  private static final int LISTENS_UNIX = 0x10000;
  private static final int F_SETFL = 4;
  private static final int NONBLOCK = 0x800;

  /**
   * Looks at it.
   *
   * @throws IOException if it is closed, or no listening socket
   */
  static Descriptor of(int number) throws IOException {
    String inode = inode(number);
    for (String line : lines("unix")) {
      String[] fields = line.trim().split("\\s+", -1);
      if (fields.length > 6 && fields[6].equals(inode)) {
        return listening(number, true, (Integer.parseInt(fields[3], 16) & LISTENS_UNIX) != 0);
      }
    }
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(table)) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields.length > 9 && fields[9].equals(inode)) {
          return listening(number, false, fields[3].equals(LISTENS_TCP));
        }
      }
    }
    throw new IOException("descriptor " + number + " is a socket, but neither TCP nor Unix");
  }

  private static Descriptor listening(int number, boolean isUnix, boolean listens)
      throws IOException {
    if (!listens) {
      throw new IOException("descriptor " + number + " is a socket that does not listen");
    }
    return new Descriptor(number, isUnix);
  }

  private static String inode(int number) throws IOException {
    String target;
    try {
      target = Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(number))).toString();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "descriptor " + number + " is not open; was it passed on to this process?", e);
    }
    Matcher socket = SOCKET.matcher(target);
    if (!socket.matches()) {
      throw new IOException("descriptor " + number + " is no socket, but " + target);
    }
    return socket.group(1);
  }

  private static List<String> lines(String table) throws IOException {
    Path file = Path.of("/proc/self/net", table);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
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
