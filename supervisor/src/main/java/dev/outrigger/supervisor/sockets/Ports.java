package dev.outrigger.supervisor.sockets;

import dev.outrigger.http.listen.Place;
import dev.outrigger.http.socket.HeldSocket;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All addresses of a service. TCP has a socket for each slot; a Unix socket, and what was given by
 * descriptor, is shared by all of them.
 *
 * <p>Threading: by one thread in turn, not a loop's own.
 */
public final class Ports implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private sealed interface Port {
    record OfSlots(SlotSockets sockets) implements Port {}

    record Held(HeldSocket socket, Path path) implements Port {}

    record Adopted(AdoptedUnixSocket socket) implements Port {}

    record Shared(FileDescriptor descriptor) implements Port {}
  }

  private final List<Port> ports = new ArrayList<>();

  private Ports() {}

  /**
   * Listens at all of them, by the sockets of another arbiter where it has given some.
   *
   * @throws dev.outrigger.http.BindFailedException if it can't be at one of them
   */
  public static Ports open(List<Place> places, EventLoopGroup loops, Inheritance given)
      throws IOException {
    Ports opened = new Ports();
    boolean whole = false;
    try {
      for (Place place : places) {
        opened.ports.add(
            switch (place) {
              case Place.Tcp(InetSocketAddress address) ->
                  new Port.OfSlots(slots(address, given.take(address), loops));
              case Place.Inherited(int number) -> new Port.Shared(new FileDescriptor(number));
              case Place.Unix unix -> unix(unix, given, loops);
            });
      }
      whole = true;
      return opened;
    } finally {
      if (!whole) {
        opened.close();
      }
    }
  }

  private static SlotSockets slots(
      InetSocketAddress address, List<FileDescriptor> given, EventLoopGroup loops) {
    return given.isEmpty()
        ? SlotSockets.open(address, loops)
        : SlotSockets.adopt(address, given, loops);
  }

  private static Port unix(Place.Unix place, Inheritance given, EventLoopGroup loops)
      throws IOException {
    Path path = place.address().getPath().toAbsolutePath();
    Optional<FileDescriptor> adopted = given.take(path);
    return adopted.isPresent()
        ? new Port.Adopted(AdoptedUnixSocket.of(adopted.get(), path))
        : new Port.Held(HeldSocket.open(place, loops), path);
  }

  /** How many slots there are sockets for. */
  public int slots() {
    return tcp().stream().mapToInt(SlotSockets::count).max().orElse(0);
  }

  /** Whether somebody else opened some of them, who can't be asked to give them to another. */
  public boolean areOfSomebodyElse() {
    return ports.stream().anyMatch(Port.Shared.class::isInstance);
  }

  /** All sockets, and what each is called on the way to an arbiter that follows this one. */
  public List<Named> all() {
    List<Named> all = new ArrayList<>();
    for (Port port : ports) {
      switch (port) {
        case Port.OfSlots(SlotSockets sockets) -> {
          for (int slot = 0; slot < sockets.count(); slot++) {
            all.add(new Named(Inheritance.name(sockets.address()), sockets.of(slot)));
          }
        }
        case Port.Held(HeldSocket socket, Path path) ->
            all.add(new Named(Inheritance.name(path), socket.descriptor()));
        case Port.Adopted(AdoptedUnixSocket socket) ->
            all.add(new Named(Inheritance.name(socket.path()), socket.descriptor()));
        case Port.Shared _ -> {}
      }
    }
    return all;
  }

  /**
   * A socket and its name.
   *
   * @param name as {@link Inheritance} knows it
   */
  public record Named(String name, FileDescriptor socket) {}

  /** Another arbiter has them now: the files of Unix sockets stay where they are. */
  public void leave() {
    ports.removeIf(port -> port instanceof Port.Held || port instanceof Port.Adopted);
  }

  /** The sockets of a slot, in the order of the addresses. */
  public List<FileDescriptor> of(int slot) {
    return ports.stream()
        .map(port ->
            switch (port) {
              case Port.OfSlots(SlotSockets sockets) -> sockets.of(slot);
              case Port.Held(HeldSocket socket, Path _) -> socket.descriptor();
              case Port.Adopted(AdoptedUnixSocket socket) -> socket.descriptor();
              case Port.Shared(FileDescriptor descriptor) -> descriptor;
            })
        .toList();
  }

  /** Where the service listens with TCP. */
  public List<InetSocketAddress> addresses() {
    return tcp().stream().map(SlotSockets::address).toList();
  }

  /** Has Linux spread new connections over the first so many slots. */
  public void spread(int slots) {
    for (SlotSockets sockets : tcp()) {
      if (!sockets.spread(slots) && sockets.count() > slots) {
        LOG.log(
            Level.WARNING,
            "The kernel takes no program for {0}: while slots change, connections may have to wait",
            sockets.address());
      }
    }
  }

  /** Whether anybody waits in the line of a slot. */
  public boolean isAnybodyInLine(int slot) {
    for (SlotSockets sockets : tcp()) {
      try {
        if (sockets.count() > slot && sockets.inLine(slot) > 0) {
          return true;
        }
      } catch (IOException unknown) {
        LOG.log(Level.DEBUG, "the line of slot {0} is unknown: {1}", slot, unknown);
      }
    }
    return false;
  }

  /** Closes the sockets from this slot on, which nobody is spread to and nobody waits in. */
  public void closeFrom(int slot) {
    for (SlotSockets sockets : tcp()) {
      while (sockets.count() > Math.max(1, slot)) {
        sockets.closeLast();
      }
    }
  }

  private List<SlotSockets> tcp() {
    List<SlotSockets> found = new ArrayList<>();
    for (Port port : ports) {
      if (port instanceof Port.OfSlots(SlotSockets sockets)) {
        found.add(sockets);
      }
    }
    return found;
  }

  @Override
  public void close() {
    for (Port port : ports) {
      switch (port) {
        case Port.OfSlots(SlotSockets sockets) -> sockets.close();
        case Port.Held(HeldSocket socket, Path _) -> socket.close();
        case Port.Adopted(AdoptedUnixSocket socket) -> socket.close();
        // It stays with whoever gave it.
        case Port.Shared _ -> {}
      }
    }
    ports.clear();
  }
}
