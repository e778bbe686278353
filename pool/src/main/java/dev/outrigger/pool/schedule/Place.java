package dev.outrigger.pool.schedule;

import java.util.Optional;

/**
 * Where a task stands in line.
 *
 * @param priority higher goes first
 * @param tenant who shares the workers with others in equal parts; "" is a tenant like any
 * @param affinity tasks of the same key go to the same worker if that costs nothing
 */
public record Place(int priority, String tenant, Optional<String> affinity) {
  /** As all tasks stand that ask for nothing. */
  public static final Place PLAIN = new Place(0, "", Optional.empty());
}
