package dev.outrigger.http;

/**
 * A server's listening sockets, on offer to the server that is to follow it; see {@link
 * HttpServer#offerListeners}.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public interface ListenerOffer extends AutoCloseable {
  /**
   * Waits until another process has taken the sockets and serves. Then it is time to {@link
   * HttpServer#stop}: whoever still connects is accepted by the other.
   *
   * @return whether one has; false if the offer was closed
   */
  boolean awaitTaken() throws InterruptedException;

  /** Whether another process has taken the sockets and serves. */
  boolean isTaken();

  /** Offers them no more; whoever waits here waits no longer. Closing twice does nothing. */
  @Override
  void close();
}
