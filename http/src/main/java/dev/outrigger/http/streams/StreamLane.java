package dev.outrigger.http.streams;

import dev.outrigger.http.exchange.Lane;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Loop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the task of a request asks of its stream: each wish is a step of the loop.
 *
 * <p>Threading: from tasks.
 */
final class StreamLane implements Lane {
  private final Loop loop;
  private final Peer peer;
  private final Call call;
  private final IncomingBody body;
  private final Carrier carrier;
  private final boolean hasCredit;
  private final AtomicInteger owed = new AtomicInteger();

  StreamLane(Loop loop, Peer peer, Call call, IncomingBody body, Carrier carrier) {
    this.loop = loop;
    this.peer = peer;
    this.call = call;
    this.body = body;
    this.carrier = carrier;
    this.hasCredit = carrier.hasCredit();
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

  @Override
  public void resume() {
    loop.execute(body::resume);
  }

  @Override
  public void taken(int bytes) {
    // What is not given back at once may be what all streams of a connection wait for.
    if (hasCredit && owed.getAndAdd(bytes) == 0) {
      try {
        loop.execute(this::giveBack);
      } catch (RejectedExecutionException loopIsClosed) {
        // Then the connection is, too.
      }
    }
  }

  private void giveBack() {
    carrier.giveBack(owed.getAndSet(0));
  }
}
