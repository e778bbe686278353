package dev.outrigger.web.sessions;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where sessions are between requests. */
sealed interface Keeper permits CookieKeeper, StoreKeeper {

  /** The session that a cookie stands for; empty if it is none, or none any more. */
  Optional<SessionData> find(String cookie, Instant now);

  /** Keeps what became of the session, if there is anything to keep. */
  Kept keep(Work work, Instant now);

  /**
   * Refuses values that are too much.
   *
   * @param name the one that came last
   * @throws SessionFullException if they are
   */
  void requireRoom(String name, Map<String, String> values);

  /** What becomes of the cookie. */
  sealed interface Kept {
    /** It stays as it is. */
    record AsItWas() implements Kept {}

    /** It has another value from now on, or the same for longer. */
    record In(String cookie, Instant created) implements Kept {}

    /** It is to be forgotten. */
    record Nowhere() implements Kept {}
  }
}
