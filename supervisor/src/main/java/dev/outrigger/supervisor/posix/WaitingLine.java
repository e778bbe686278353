package dev.outrigger.supervisor.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Connections that wait to be accepted from a listening TCP socket of Linux. */
public final class WaitingLine {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int LENGTH = 104;
  // tcpi_unacked of tcp_info, which is the length of the line where the socket listens.
  private static final long UNACKED = 24;

  private WaitingLine() {}

  /**
   * How many there are, as getsockopt(2) tells. (/proc/net/tcp has the number as well, but may pass
   * over a socket while others come and go.)
   *
   * @throws IOException if it is closed, or none of TCP
   */
  public static int length(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(LENGTH, JAVA_INT.byteAlignment());
      MemorySegment length = arena.allocateFrom(JAVA_INT, LENGTH);
      int _ = CLibrary.call("getsockopt", 5, descriptor, IPPROTO_TCP, TCP_INFO, info, length);
      return info.get(JAVA_INT, UNACKED);
    }
  }
}
