package dev.outrigger.http.socket;

import static dev.outrigger.http.socket.PacketProgram.step;

import io.netty.channel.Channel;

/**
 * Has Linux take no more new clients for a listening TCP socket, while those who are on their way
 * in arrive. Nothing else does: to close the socket resets whoever is in line.
 *
 * <p>A filter on the socket (SO_ATTACH_FILTER, see socket(7)) drops the packets that ask for a new
 * connection. The client's kernel asks again a second later, and is refused when the socket is
 * closed by then: nobody believes to be connected who is not.
 */
final class SynFilter {
  private static final PacketProgram FILTER = new PacketProgram("SO_ATTACH_FILTER", 26);

  private static final long[] DROP_SYN = {
    step(0x30, 0, 0, 13), // load the byte with the flags of the TCP header
    step(0x45, 0, 1, 0x02), // is SYN among them?
    step(0x06, 0, 0, 0), // yes: keep no byte of it
    step(0x06, 0, 0, 0xffff) // no: keep it
  };

  private SynFilter() {}

  /** Whether it is in force. */
  static boolean attach(Channel listener) {
    return FILTER.attach(listener, DROP_SYN);
  }
}
