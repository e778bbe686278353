package dev.outrigger.http.exchange;

import dev.outrigger.http.peer.Peer;

/**
 * The way back to a client for one exchange: a turn on an HTTP/1.1 connection, or a stream of
 * HTTP/2 or HTTP/3.
 *
 * <p>Threading: every method is called by tasks, and leaves a step for the loop.
 */
public interface Lane extends BodyQueue.Source {
  /** Who the client is. */
  Peer peer();

  /** A part of the answer is there to be sent; or the protocol is to be switched. */
  void partLeft();

  /** The task has left its answer and has nothing more to do. */
  void handOver();
}
