package dev.outrigger.http;

import dev.outrigger.http.listen.Place;

/** The server could not listen where it was told to. */
public final class BindFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final boolean addressInUse;

  /** A failure with what is said about it. */
  public BindFailedException(String message, Place place, boolean addressInUse) {
    super(message);
    this.place = place;
    this.addressInUse = addressInUse;
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
