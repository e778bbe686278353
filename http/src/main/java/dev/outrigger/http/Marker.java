package dev.outrigger.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;

/** A connection of our own that goes to the end of the line of those who want to be accepted. */
interface Marker extends Closeable {
  /** None: the line is left to others. */
  Marker NONE =
      new Marker() {
        @Override
        public boolean isNeeded() {
          return false;
        }

        @Override
        public SocketAddress address() {
          throw new IllegalStateException("there is no marker");
        }

        @Override
        public void connect() {}

        @Override
        public void close() {}
      };

  /** Whether there is one. */
  default boolean isNeeded() {
    return true;
  }

  /** Where it comes from. */
  SocketAddress address();

  /** Goes to the end of the line. */
  void connect() throws IOException;
}
