package dev.outrigger.supervisor.sockets;

import static dev.outrigger.http.socket.PacketProgram.step;

import dev.outrigger.http.socket.PacketProgram;
import io.netty.channel.Channel;

/**
 * Over how many sockets of one address Linux spreads new connections. All of them listen with
 * SO_REUSEPORT; a program at the first (SO_ATTACH_REUSEPORT_CBPF, see socket(7)) takes one of the
 * first so many at random. The others get nobody new, and keep those who are in their line.
 */
final class Spread {
  private static final PacketProgram CHOICE = new PacketProgram("SO_ATTACH_REUSEPORT_CBPF", 51);
  // SKF_AD_OFF + SKF_AD_RANDOM: not a place in the packet, but a random number.
  private static final int RANDOM = -0x1000 + 56;

  private Spread() {}

  /** Whether it is so now. */
  static boolean over(int sockets, Channel first) {
    return CHOICE.attach(
        first,
        step(0x20, 0, 0, RANDOM), // a random number
        step(0x94, 0, 0, sockets), // the rest of its division by the number of sockets
        step(0x16, 0, 0, 0)); // is the socket's place among them
  }
}
