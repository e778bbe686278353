package dev.outrigger.http.http1;

import dev.outrigger.http.exchange.Lane;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Loop;

/**
 * What the tasks of an HTTP/1.1 connection's requests ask of it: each wish is a step of the loop.
 *
 * <p>Threading: from tasks.
 */
final class ConnectionLane implements Lane {
  private final Loop loop;
  private final Peer peer;
  private final Runnable push;
  private final Runnable handedOver;
  private final Runnable goOn;
  private final Runnable resume;

  ConnectionLane(Loop loop, Peer peer, Connection connection, Reception reception) {
    this.loop = loop;
    this.peer = peer;
    this.push = connection::push;
    this.handedOver = connection::handedOver;
    this.goOn = connection::goOn;
    this.resume = reception::bodyHasRoom;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public void partLeft() {
    loop.execute(push);
  }

  @Override
  public void handOver() {
    loop.execute(handedOver);
  }

  @Override
  public void wanted() {
    loop.execute(goOn);
  }

  @Override
  public void resume() {
    loop.execute(resume);
  }
}
