package dev.outrigger.http.http1;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on a connection: one request runs, and those that come meanwhile wait in a line.
 * When there are too many of them, or when what follows the last may be another protocol, nothing
 * more is read.
 *
 * <p>Threading: on the loop.
 */
final class Turns {
  private final ServerLoop home;
  private final Connection connection;
  private final Channel channel;
  private final Reception reception;
  private final ArrayDeque<Exchange> line = new ArrayDeque<>(1);
  // Until its last step, even if nobody waits for the answer any more.
  private @Nullable Exchange running;

  Turns(ServerLoop home, Connection connection, Channel channel, Reception reception) {
    this.home = home;
    this.connection = connection;
    this.channel = channel;
    this.reception = reception;
  }

  /** Whose handler runs; null if none does. */
  @Nullable Exchange running() {
    return running;
  }

  /** Whether nobody waits behind the one that runs. */
  boolean isLineEmpty() {
    return line.isEmpty();
  }

  /** Whether no request runs or waits. */
  boolean isNobodys() {
    return running == null && line.isEmpty();
  }

  /** A request has come: it is its turn now, or after those before it. */
  void arrived(Exchange exchange) {
    if (isNobodys() && channel.isWritable()) {
      begin(exchange);
      return;
    }
    line.add(exchange);
    if (line.size() >= home.limits().pipelined()) {
      reception.lineFull();
    }
  }

  /** It is the next one's turn; false if nobody waits. */
  boolean next() {
    Exchange exchange = line.poll();
    if (exchange == null) {
      return false;
    }
    begin(exchange);
    // Behind the beginning: what is decoded now finds that it is another one's turn.
    if (!exchange.head().asksForUpgrade()) {
      reception.lineHasRoom();
    }
    return true;
  }

  private void begin(Exchange exchange) {
    running = exchange;
    if (home.tryStartRequest()) {
      home.loop().start("request", exchange);
    } else {
      LoopLog.busy(home.loop(), exchange.remote(), home.limits());
      exchange.refuseForNow();
      connection.answered(exchange);
    }
  }

  /** The one that ran has its answer. */
  void ended() {
    running = null;
  }

  /** Nobody in the line is answered any more; returns how many that were. */
  int closeLine() {
    int count = line.size();
    line.forEach(Exchange::close);
    line.clear();
    return count;
  }
}
