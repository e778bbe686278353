package dev.outrigger.http.http2;

import dev.outrigger.http.exchange.Lane;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Loop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the task of a request over HTTP/2 asks of its stream: each wish is a step of the loop.
 *
 * <p>Threading: from tasks; {@link #takeOwed} by the loop.
 */
final class StreamLane implements Lane {
  private final Loop loop;
  private final Peer peer;
  private final Call call;
  private final AtomicInteger owed = new AtomicInteger();

  StreamLane(Loop loop, Peer peer, Call call) {
    this.loop = loop;
    this.peer = peer;
    this.call = call;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public void partLeft() {
    loop.execute(call::push);
  }

  @Override
  public void handOver() {
    loop.execute(call::handedOver);
  }

  @Override
  public void wanted() {
    loop.execute(call::goOn);
  }

  /** Nothing: the client sends no more than its window, which opens as the body is taken. */
  @Override
  public void resume() {}

  @Override
  public void taken(int bytes) {
    // What is not given back at once may be what all streams of a connection wait for.
    if (owed.getAndAdd(bytes) == 0) {
      try {
        loop.execute(call::giveBack);
      } catch (RejectedExecutionException loopIsClosed) {
        // Then the connection is, too.
      }
    }
  }

  /** How many bytes were taken since the last time. */
  int takeOwed() {
    return owed.getAndSet(0);
  }
}
