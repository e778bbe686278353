package dev.outrigger.http.unsent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;

/**
 * How much the kernel takes for a client that does not read. Left alone, Linux takes up to some
 * megabytes for each connection, so that ten thousand slow readers hold more memory in the kernel
 * than in the process.
 *
 * <p>TCP_NOTSENT_LOWAT of tcp(7): what has not been sent is bounded, what is on its way is not, so
 * a fast client over a long line is none the slower.
 */
public final class Unsent {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NOTSENT_LOWAT = 25;
  static final int BYTES = 128 * 1024;
  private static final ChannelOption<Integer> OPTION =
      new IntegerUnixChannelOption("TCP_NOTSENT_LOWAT", IPPROTO_TCP, TCP_NOTSENT_LOWAT);

  private Unsent() {}

  /**
   * Bounds it for a connection, or for all that a listener accepts from now on: what is accepted
   * inherits it.
   *
   * @return whether it is bounded; not with transports that know no options of Linux
   */
  public static boolean bound(Channel tcp) {
    return bound(tcp, BYTES);
  }

  static boolean bound(Channel tcp, int bytes) {
    return tcp.config().setOption(OPTION, bytes);
  }
}
