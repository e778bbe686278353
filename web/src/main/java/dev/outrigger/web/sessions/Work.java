package dev.outrigger.web.sessions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session while a request works with it: what was found, and what is different by now. */
final class Work {
  private final Optional<String> cookie;
  private final Optional<SessionData> found;
  private final Map<String, String> values;
  private final Set<String> touched = new HashSet<>();
  private boolean renewed;

  /**
   * @param cookie that came, if it stands for a session
   */
  Work(Optional<String> cookie, Optional<SessionData> found) {
    this.cookie = cookie;
    this.found = found;
    this.values = new HashMap<>(found.map(SessionData::values).orElse(Map.of()));
  }

  Map<String, String> values() {
    return values;
  }

  void put(String name, String json) {
    if (!json.equals(values.put(name, json))) {
      touched.add(name);
    }
  }

  void remove(String name) {
    if (values.remove(name) != null) {
      touched.add(name);
    }
  }

  void renew() {
    renewed = true;
  }

  boolean isRenewed() {
    return renewed;
  }

  boolean isChanged() {
    return !touched.isEmpty() || (renewed && (found.isPresent() || !values.isEmpty()));
  }

  /** Names whose values are others than those that were found. */
  Set<String> touched() {
    return touched;
  }

  Optional<String> cookie() {
    return cookie;
  }

  Optional<SessionData> found() {
    return found;
  }
}
