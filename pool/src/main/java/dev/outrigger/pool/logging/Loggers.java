package dev.outrigger.pool.logging;

import java.lang.System.Logger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parent's loggers by the names that workers know; not more than a program may have by any
 * right, as names come from outside and backends keep each one for ever.
 */
public final class Loggers {
  private static final int MOST = 2000;

  private final Logger otherwise;
  private final Map<String, Logger> known = new ConcurrentHashMap<>();

  /** Names above the limit get this one. */
  public Loggers(Logger otherwise) {
    this.otherwise = otherwise;
  }

  /** The logger of this name. */
  public Logger named(String name) {
    if (name.isEmpty() || (known.size() >= MOST && !known.containsKey(name))) {
      return otherwise;
    }
    return known.computeIfAbsent(name, System::getLogger);
  }
}
