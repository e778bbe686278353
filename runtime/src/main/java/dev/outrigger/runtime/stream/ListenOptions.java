package dev.outrigger.runtime.stream;

/**
 * How to listen. Start with {@link #defaults} and change what differs.
 *
 * @param backlog how many connections the operating system keeps until they are accepted. Default:
 *     1024 (Linux may be configured to less)
 * @param reuseAddress whether a port may be bound that has old connections in their last minute.
 *     Default: true
 * @param noDelay whether small writes of accepted connections go out at once. Default: true
 * @param keepAlive whether the operating system probes accepted connections that are idle. Default:
 *     false
 */
public record ListenOptions(int backlog, boolean reuseAddress, boolean noDelay, boolean keepAlive) {
  private static final ListenOptions DEFAULTS = new ListenOptions(1024, true, true, false);

  /** Checks that the backlog is at least 1. */
  public ListenOptions {
    if (backlog < 1) {
      throw new IllegalArgumentException("the backlog must be at least 1, but was " + backlog);
    }
  }

  /** All as the parameters above say. */
  public static ListenOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another {@link #backlog}. */
  public ListenOptions withBacklog(int connections) {
    return new ListenOptions(connections, reuseAddress, noDelay, keepAlive);
  }

  /** The same with another {@link #reuseAddress}. */
  public ListenOptions withReuseAddress(boolean on) {
    return new ListenOptions(backlog, on, noDelay, keepAlive);
  }

  /** The same with another {@link #noDelay}. */
  public ListenOptions withNoDelay(boolean on) {
    return new ListenOptions(backlog, reuseAddress, on, keepAlive);
  }

  /** The same with another {@link #keepAlive}. */
  public ListenOptions withKeepAlive(boolean on) {
    return new ListenOptions(backlog, reuseAddress, noDelay, on);
  }
}
