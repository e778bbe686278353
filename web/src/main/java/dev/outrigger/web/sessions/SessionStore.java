package dev.outrigger.web.sessions;

import dev.outrigger.web.libraries.OptionalLibrary;
import java.time.Instant;
import java.util.Optional;

/**
 * Where sessions are kept on the server's side. Its methods run in the tasks of requests and may
 * wait; what they throw fails the request.
 *
 * <p>Requests of one session may run at once. Each tells what it changed, name by name, and the
 * last to change a name wins; so {@link #update} must be atomic. It must not bring back a session
 * that was removed meanwhile: its visitor has logged out.
 */
public interface SessionStore {

  /** The session of this id, if it is there. */
  Optional<SessionData> find(String id);

  /**
   * Keeps a new session.
   *
   * @param id 192 random bits, as 32 characters
   * @param expires when it may be thrown away unless it is used again
   */
  void create(String id, SessionData data, Instant expires);

  /**
   * Changes a session.
   *
   * @return false if it is not there any more
   */
  boolean update(String id, SessionChange change);

  /** Forgets a session, if it is there. */
  void remove(String id);

  /**
   * Keeps sessions in this process, until it ends: for one server, and for tests.
   *
   * @param most how many; those that were not used for long go first
   * @throws IllegalStateException if Caffeine is not on the class path
   */
  static SessionStore inMemory(int most) {
    return OptionalLibrary.CAFFEINE.need("sessions in memory", () -> new CaffeineSessions(most));
  }
}
