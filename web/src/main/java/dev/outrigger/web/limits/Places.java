package dev.outrigger.web.limits;

import dev.outrigger.web.Request;
import java.util.Optional;

/** Places for requests that run, of which there are so many. */
interface Places {
  /** One of them; empty if all are taken. */
  Optional<Place> take(Request request);

  /** How many there are now. */
  int limit();

  /** One that is taken, to be given back by one of these. */
  interface Place {
    void onSuccess();

    void onDropped();

    void onIgnore();
  }
}
