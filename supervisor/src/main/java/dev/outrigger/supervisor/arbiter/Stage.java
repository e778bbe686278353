package dev.outrigger.supervisor.arbiter;

/**
 * Where a server process stands.
 *
 * <pre>
 * STARTING -> PROVEN -> ENTERING -> SERVING -> LEAVING -> GONE
 *     any of them -> KILLED -> GONE
 * </pre>
 */
enum Stage {
  /** It was spawned, and has not answered its probe. */
  STARTING,
  /** It has, and waits until it is let in. */
  PROVEN,
  /** It was given its sockets, and has not said that it accepts. */
  ENTERING,
  SERVING,
  /** It takes no more connections, and ends its requests. */
  LEAVING,
  /** It was killed; its end is not known yet. */
  KILLED,
  GONE;

  boolean mayBecome(Stage next) {
    return switch (next) {
      case STARTING -> false;
      case PROVEN -> this == STARTING;
      case ENTERING -> this == PROVEN;
      case SERVING -> this == ENTERING;
      case LEAVING -> this == SERVING;
      case KILLED -> this != KILLED && this != GONE;
      case GONE -> this != GONE;
    };
  }
}
