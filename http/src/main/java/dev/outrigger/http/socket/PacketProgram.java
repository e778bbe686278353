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
 * A program of classic BPF that Linux runs for packets that come to a socket (see socket(7) and the
 * kernel's documentation of socket filters).
 */
public final class PacketProgram {
  private static final int SOL_SOCKET = 1;
  // struct sock_fprog { unsigned short len; struct sock_filter *filter; }
  private static final int PROGRAM_BYTES = 16;
  private static final int POINTER_AT = 8;

  private final ChannelOption<ByteBuffer> option;

  /**
   * A kind of program.
   *
   * @param name of the socket option that takes it
   * @param number of that option
   */
  public PacketProgram(String name, int number) {
    this.option = new RawUnixChannelOption(name, SOL_SOCKET, number, PROGRAM_BYTES);
  }

  /** struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }, as one number. */
  public static long step(int code, int whenTrue, int whenFalse, int operand) {
    return code
        | (long) whenTrue << 16
        | (long) whenFalse << 24
        | Integer.toUnsignedLong(operand) << 32;
  }

  /**
   * Puts these steps into force.
   *
   * @return whether they are; not with transports that know no options of Linux
   */
  public boolean attach(Channel listener, long... steps) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment code = arena.allocateFrom(ValueLayout.JAVA_LONG, steps);
      ByteBuffer program =
          ByteBuffer.allocateDirect(PROGRAM_BYTES)
              .order(ByteOrder.nativeOrder())
              .putShort(0, (short) steps.length)
              .putLong(POINTER_AT, code.address());
      // The kernel copies the steps before it returns.
      return listener.config().setOption(option, program);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
