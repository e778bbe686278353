package dev.outrigger.http.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Has Linux take no more new clients for a listening TCP socket, while those who are on their way
 * in arrive. Nothing else does: to close the socket resets whoever is in line.
 *
 * <p>A filter on the socket (SO_ATTACH_FILTER, see socket(7)) drops the packets that ask for a new
 * connection. The client's kernel asks again a second later, and is refused when the socket is
 * closed by then: nobody believes to be connected who is not.
 */
final class SynFilter {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  // struct sock_fprog { unsigned short len; struct sock_filter *filter; }
  private static final int PROGRAM_BYTES = 16;
  private static final int POINTER_AT = 8;
  private static final ChannelOption<ByteBuffer> OPTION =
      new RawUnixChannelOption("SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, PROGRAM_BYTES);

  // struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }, each as one number: classic BPF.
  private static final long[] DROP_SYN = {
    step(0x30, 0, 0, 13), // load the byte with the flags of the TCP header
    step(0x45, 0, 1, 0x02), // is SYN among them?
    step(0x06, 0, 0, 0), // yes: keep no byte of it
    step(0x06, 0, 0, 0xffff) // no: keep it
  };

  private SynFilter() {}

  private static long step(int code, int whenTrue, int whenFalse, int operand) {
    return code | (long) whenTrue << 16 | (long) whenFalse << 24 | (long) operand << 32;
  }

  /** Whether it is in force; not with transports that know no options of Linux. */
  static boolean attach(Channel listener) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment steps = arena.allocateFrom(ValueLayout.JAVA_LONG, DROP_SYN);
      ByteBuffer program =
          ByteBuffer.allocateDirect(PROGRAM_BYTES)
              .order(ByteOrder.nativeOrder())
              .putShort(0, (short) DROP_SYN.length)
              .putLong(POINTER_AT, steps.address());
      // The kernel copies the steps before it returns.
      return listener.config().setOption(OPTION, program);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
