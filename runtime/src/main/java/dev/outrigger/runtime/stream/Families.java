package dev.outrigger.runtime.stream;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The order in which addresses are tried: IPv6 and IPv4 in turns, from that of the first on. */
final class Families {
  private Families() {}

  static List<InetAddress> inTurns(List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return addresses;
    }
    Class<?> preferred = addresses.getFirst().getClass();
    Queue<InetAddress> ones = new ArrayDeque<>();
    Queue<InetAddress> others = new ArrayDeque<>();
    for (InetAddress address : addresses) {
      (preferred.isInstance(address) ? ones : others).add(address);
    }
    List<InetAddress> order = new ArrayList<>(addresses.size());
    while (!ones.isEmpty() || !others.isEmpty()) {
      addFrom(ones, order);
      addFrom(others, order);
    }
    return order;
  }

  private static void addFrom(Queue<InetAddress> family, List<InetAddress> order) {
    InetAddress next = family.poll();
    if (next != null) {
      order.add(next);
    }
  }
}
