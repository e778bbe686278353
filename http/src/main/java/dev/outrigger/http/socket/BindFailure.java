package dev.outrigger.http.socket;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.peer.Addresses;
import java.io.IOException;
import java.util.Locale;

/** What is said of a place where the server cannot listen. */
final class BindFailure {
  private BindFailure() {}

  /** Netty tells the number alone where the system's text is not at hand; see errno(3). */
  private static String reason(String told) {
    if (!told.startsWith("bind(..) failed with error(")) {
      return told;
    }
    return switch (told.substring(told.indexOf('('))) {
      case "(..) failed with error(-99)" -> "no interface of this machine has this address";
      case "(..) failed with error(-13)" -> "permission denied";
      case "(..) failed with error(-2)" -> "its folder does not exist";
      case "(..) failed with error(-36)" -> "a path of a Unix socket has at most 107 bytes";
      default -> told;
    };
  }

  static BindFailedException of(Place place, IOException cause) {
    String reason =
        place instanceof Place.Tcp tcp && tcp.address().isUnresolved()
            ? "no address is known for this name"
            : reason(String.valueOf(cause.getMessage()));
    String where =
        switch (place) {
          case Place.Tcp tcp -> Addresses.text(tcp.address());
          case Place.Unix unix -> unix.address().toString();
          case Place.Inherited given -> "descriptor " + given.descriptor();
        };
    boolean live = reason.endsWith("another process listens there");
    boolean inUse = live || reason.toLowerCase(Locale.ROOT).contains("already in use");
    String told = reason.startsWith("cannot listen on ") ? reason : null;
    if (told == null) {
      told =
          "cannot listen on "
              + where
              + ": "
              + (inUse
                  ? "the port is taken by another program; stop that one or choose another port"
                  : reason);
    } else if (live) {
      told += "; stop that one or choose another path";
    }
    return new BindFailedException(told, place, inUse);
  }
}
