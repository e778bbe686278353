package dev.outrigger.http.http1;

import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Patience;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Cancellation;

/**
 * Looks after a connection from outside its requests: what takes too long on it, and the end of the
 * server.
 *
 * <p>Threading: on the loop.
 */
final class Watch implements ServerLoop.Guest {
  private final ServerLoop home;
  private final Peer peer;
  private final Connection connection;
  private final Reception reception;
  private final Outbound out;
  private final Patience patience;

  Watch(
      ServerLoop home,
      Peer peer,
      Connection connection,
      Reception reception,
      Outbound out,
      Patience patience) {
    this.home = home;
    this.peer = peer;
    this.connection = connection;
    this.reception = reception;
    this.out = out;
    this.patience = patience;
  }

  @Override
  public void tick(long now) {
    if (connection.isOpen()) {
      connection.breakOff(reception.tick(now));
    }
    if (out.isParting()) {
      out.closeIfOverdue(now, home.isDraining());
    } else if (out.isStalled(now)) {
      connection.cutOff();
    } else if (connection.isQuiet()) {
      switch (patience.verdict(now, out.finishedAt())) {
        case WAIT -> {}
        case CLOSE -> {
          LoopLog.idle(home.loop(), peer.remote());
          out.close();
        }
        case REFUSE ->
            connection.refuse(new Refusal(408, "the request's header took too long to come"));
      }
    }
  }

  @Override
  public void tickWhileDraining(long now) {
    if (connection.isQuiet() && !reception.isInBody() && patience.isIdle(now, home.isFollowed())) {
      out.close();
    } else {
      connection.askToLeave();
    }
  }

  @Override
  public void abort(Cancellation why) {
    connection.abort(why);
  }

  @Override
  public void fail(Cancellation why) {
    // So that the client takes no part of an answer for the whole.
    out.reset();
  }
}
