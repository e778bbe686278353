package dev.outrigger.http.entrance;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.http3.Http3Listener;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.socket.Listener;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Listens on TCP and on the UDP port of the same number. The kernel finds a free number for one of
 * them only: where any will do, another is tried if UDP's is taken.
 *
 * <p>Threading: from any thread but a loop's own.
 */
record SameNumber(Listener tcp, Http3Listener udp) {
  /**
   * With every other number taken, which is more than any machine has, one start in 65,536 fails.
   */
  private static final int ATTEMPTS = 16;

  /**
   * Listens on both, or on neither.
   *
   * @param udp gets the address that TCP has
   * @throws BindFailedException if it could not; nothing is left behind then
   */
  static SameNumber open(
      Place place, Supplier<Listener> tcp, Function<InetSocketAddress, Http3Listener> udp) {
    boolean anyNumber = place instanceof Place.Tcp(InetSocketAddress asked) && asked.getPort() == 0;
    for (int left = anyNumber ? ATTEMPTS : 1; ; ) {
      left--;
      Listener first = tcp.get();
      boolean whole = false;
      try {
        Http3Listener second = udp.apply((InetSocketAddress) first.address());
        whole = true;
        return new SameNumber(first, second);
      } catch (BindFailedException e) {
        if (left == 0 || !e.addressInUse()) {
          throw e;
        }
      } finally {
        if (!whole) {
          first.close();
        }
      }
    }
  }
}
