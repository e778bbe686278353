package dev.outrigger.http.http3;

import dev.outrigger.http.exchange.Lane;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Loop;

/**
 * What the task of a request over HTTP/3 asks of its stream: each wish is a step of the loop.
 *
 * <p>Threading: from tasks.
 */
final class StreamLane implements Lane {
  private final Loop loop;
  private final Peer peer;
  private final Call call;

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

  @Override
  public void resume() {
    loop.execute(call::resume);
  }
}
