package dev.outrigger.http.socket;

import dev.outrigger.http.listen.Place;
import java.util.OptionalInt;

/** What another server has left to this one. */
public interface Given extends AutoCloseable {
  /** Nothing. */
  Given NOTHING =
      new Given() {
        @Override
        public OptionalInt take(Place place) {
          return OptionalInt.empty();
        }

        @Override
        public boolean mayReplace(Place.Unix socket) {
          return false;
        }

        @Override
        public void serving() {}

        @Override
        public void close() {}
      };

  /** The number of a socket that listens at this place. Whoever takes it has to close it. */
  OptionalInt take(Place place);

  /** Whether this Unix socket may be replaced, though somebody listens there. */
  boolean mayReplace(Place.Unix socket);

  /**
   * This server serves. Returns when the other knows, which then leaves all to it.
   *
   * @throws dev.outrigger.http.BindFailedException if it does not take notice
   */
  void serving();

  /** Lets go of what nobody took. */
  @Override
  void close();
}
