package dev.outrigger.web.sessions;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a request has done to a session. All else stays as other requests have it.
 *
 * @param put JSON by name
 * @param removed names
 * @param used when
 * @param expires when the session may be thrown away unless it is used again
 */
public record SessionChange(
    Map<String, String> put, Set<String> removed, Instant used, Instant expires) {

  /** Copies the collections. */
  public SessionChange {
    put = Map.copyOf(put);
    removed = Set.copyOf(removed);
  }

  /** A session behind this change. */
  public SessionData applied(SessionData before) {
    var values = new HashMap<>(before.values());
    values.keySet().removeAll(removed);
    values.putAll(put);
    return new SessionData(before.created(), used, values);
  }
}
