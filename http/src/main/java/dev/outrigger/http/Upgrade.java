package dev.outrigger.http;

import io.netty.channel.Channel;

/**
 * Another protocol that goes on where a request was, such as WebSocket. A handler answers with it
 * by {@link HttpResponse#upgrade}.
 */
public interface Upgrade {
  /** Its token, as it stands in the field Upgrade: {@code websocket}. */
  String protocol();

  /**
   * Puts the protocol's handlers at the end of this channel's pipeline, before any byte of it is
   * read. The channel carries plain bytes both ways: those of the socket, or those of one stream of
   * HTTP/2. Whether it reads is up to the protocol from then on. If this throws, the connection or
   * stream is reset, and the failure logged.
   *
   * <p>Threading: on the loop; must not wait, not even for a lock.
   */
  void begin(Channel channel);

  /**
   * Speaks the protocol. When it returns or throws, the connection is closed.
   *
   * <p>Threading: in the task and the scope of the request, after {@link #begin}. The scope is
   * cancelled when the connection is gone, unless {@link #isOver()} by then.
   */
  void run() throws Exception;

  /**
   * The server drains: asks the peer to leave.
   *
   * <p>Threading: on the loop, once; must not wait.
   */
  void drain();

  /**
   * Whether the peer has said goodbye, so that nothing more has to come from it: over HTTP/2 it may
   * end its half of the stream then, and still gets its answer.
   *
   * <p>Threading: on the loop.
   */
  default boolean peerIsDone() {
    return isOver();
  }

  /**
   * Whether both sides have said goodbye, so that the end of the connection is no news.
   *
   * <p>Threading: on the loop.
   */
  boolean isOver();
}
