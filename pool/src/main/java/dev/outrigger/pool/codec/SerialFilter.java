package dev.outrigger.pool.codec;

import java.io.ObjectInputFilter;

/**
 * What may be deserialized, on both sides: the one place for it. It limits depth and size; a filter
 * that the JVM was started with is asked first and stays in force.
 */
final class SerialFilter {
  private static final ObjectInputFilter LIMITS =
      ObjectInputFilter.Config.createFilter("maxdepth=2000;maxarray=1073741824");

  static final ObjectInputFilter CURRENT = withSystemFilter();

  private SerialFilter() {}

  private static ObjectInputFilter withSystemFilter() {
    ObjectInputFilter system = ObjectInputFilter.Config.getSerialFilter();
    return system == null ? LIMITS : ObjectInputFilter.merge(system, LIMITS);
  }
}
