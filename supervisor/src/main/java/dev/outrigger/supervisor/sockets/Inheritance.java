package dev.outrigger.supervisor.sockets;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listening sockets that another arbiter has given, each with the name of its place. Whoever takes
 * one closes it; the rest is closed here.
 *
 * <p>Threading: by one thread in turn.
 */
public final class Inheritance implements AutoCloseable {
  private static final String TCP = "tcp:";
  private static final String UNIX = "unix:";

  private final List<Given> left;

  private record Given(String place, FileDescriptor socket) {}

  private Inheritance(List<Given> left) {
    this.left = left;
  }

  /** Nothing. */
  public static Inheritance none() {
    return new Inheritance(new ArrayList<>());
  }

  /**
   * These.
   *
   * @param places as {@link #name} names them, in the order of the sockets
   */
  public static Inheritance of(List<String> places, List<FileDescriptor> sockets) {
    List<Given> given = new ArrayList<>();
    for (int i = 0; i < sockets.size(); i++) {
      given.add(new Given(places.get(i), sockets.get(i)));
    }
    return new Inheritance(given);
  }

  /** What a TCP socket is called on the way. */
  static String name(InetSocketAddress address) {
    return TCP + address.getAddress().getHostAddress() + " " + address.getPort();
  }

  /** What a Unix socket is called on the way. */
  static String name(Path path) {
    return UNIX + path;
  }

  /** All for this address, in the order of the slots; any port will do where none is wanted. */
  List<FileDescriptor> take(InetSocketAddress wanted) throws IOException {
    List<FileDescriptor> taken = new ArrayList<>();
    Optional<String> first = Optional.empty();
    for (Given each : List.copyOf(left)) {
      if (isAt(each.place(), wanted) && first.orElse(each.place()).equals(each.place())) {
        first = Optional.of(each.place());
        taken.add(each.socket());
        left.remove(each);
      }
    }
    return taken;
  }

  private static boolean isAt(String place, InetSocketAddress wanted) throws IOException {
    if (!place.startsWith(TCP) || wanted.isUnresolved()) {
      return false;
    }
    String[] words = place.substring(TCP.length()).split(" ", 2);
    InetAddress host = InetAddress.ofLiteral(words[0]);
    boolean sameHost =
        host.equals(wanted.getAddress())
            || (host.isAnyLocalAddress() && wanted.getAddress().isAnyLocalAddress());
    return sameHost && (wanted.getPort() == 0 || String.valueOf(wanted.getPort()).equals(words[1]));
  }

  /** The one of this path. */
  Optional<FileDescriptor> take(Path path) {
    for (Given each : List.copyOf(left)) {
      if (each.place().equals(name(path))) {
        left.remove(each);
        return Optional.of(each.socket());
      }
    }
    return Optional.empty();
  }

  /** Closes what nobody took. */
  @Override
  public void close() {
    for (Given each : left) {
      try {
        each.socket().close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
    left.clear();
  }
}
