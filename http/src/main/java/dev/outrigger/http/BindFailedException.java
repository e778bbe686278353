package dev.outrigger.http;

import dev.outrigger.http.listen.Place;
import java.io.IOException;
import java.util.Locale;

/** The server could not listen where it was told to. */
public final class BindFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final boolean addressInUse;

  private BindFailedException(String message, Place place, boolean addressInUse) {
    super(message);
    this.place = place;
    this.addressInUse = addressInUse;
  }

  static BindFailedException of(Place place, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
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

  /** Where the server was told to listen. */
  public Place place() {
    return place;
  }

  /** Whether another program listens there. */
  public boolean addressInUse() {
    return addressInUse;
  }
}
