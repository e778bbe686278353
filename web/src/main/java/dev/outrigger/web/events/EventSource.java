package dev.outrigger.web.events;

/** Sends events for as long as it likes. */
@FunctionalInterface
public interface EventSource {

  /**
   * Sends events; the stream ends when this returns, and the client connects again some seconds
   * later. When the client goes away, or the server stops, its waits end by cancellation.
   *
   * <p>Threading: in the task of the request.
   *
   * @throws Exception breaks the stream off, and is logged
   */
  void send(EventStream stream) throws Exception;
}
