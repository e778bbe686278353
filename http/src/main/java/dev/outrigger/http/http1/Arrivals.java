package dev.outrigger.http.http1;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Patience;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * What comes in on a connection: requests that hold to the rules, and their bodies; or something
 * else, after which nothing is taken any more.
 *
 * <p>Threading: on the loop.
 */
final class Arrivals {
  private final ServerLoop home;
  private final Connection connection;
  private final ConnectionLane lane;
  private final Reception reception;
  private final Patience patience;

  Arrivals(
      ServerLoop home,
      Connection connection,
      ConnectionLane lane,
      Reception reception,
      Patience patience) {
    this.home = home;
    this.connection = connection;
    this.lane = lane;
    this.reception = reception;
    this.patience = patience;
  }

  /** Takes what was decoded. */
  void take(Object message) {
    if (!connection.isListening()) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof DefaultHttpRequest head) {
      takeHead(head);
    } else if (message instanceof HttpContent content) {
      connection.breakOff(reception.take(content));
    }
  }

  private void takeHead(DefaultHttpRequest head) {
    patience.headEnded();
    Refusal refusal = RequestRules.check(head, home.limits());
    if (refusal != null) {
      ReferenceCountUtil.release(head);
      connection.refuse(refusal);
      return;
    }
    Exchange exchange = new Exchange(lane, home.handler(), home.limits(), RequestRules.head(head));
    reception.begin(exchange);
    if (exchange.head().asksForUpgrade()) {
      // What follows may be another protocol.
      reception.lineFull();
    }
    connection.arrived(exchange);
  }

  /** All that had come was decoded. */
  void tookAll() {
    if (!connection.hasSwitched() && reception.isInHead()) {
      patience.headBegan(home.now());
    }
  }
}
