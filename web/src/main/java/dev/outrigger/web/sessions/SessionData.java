package dev.outrigger.web.sessions;

import java.time.Instant;
import java.util.Map;

/**
 * A session as a store keeps it.
 *
 * @param created when it began, or was renewed
 * @param used when it was last known to be in use
 * @param values JSON by name
 */
public record SessionData(Instant created, Instant used, Map<String, String> values) {

  /** Copies the map. */
  public SessionData {
    values = Map.copyOf(values);
  }
}
