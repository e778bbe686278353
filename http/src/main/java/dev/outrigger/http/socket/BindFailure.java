package dev.outrigger.http.socket;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.peer.Addresses;
import java.io.IOException;
import java.util.Locale;

/** What is said of a place where the server cannot listen. */
public final class BindFailure {
  private BindFailure() {}

  /** The failure of a place, by its reason. */
  public static BindFailedException of(Place place, IOException cause) {
    String reason =
        place instanceof Place.Tcp tcp && tcp.address().isUnresolved()
            ? "no address is known for this name"
            : String.valueOf(cause.getMessage());
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
