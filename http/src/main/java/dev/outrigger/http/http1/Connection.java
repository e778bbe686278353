package dev.outrigger.http.http1;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Patience;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Cancellation;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: what comes in, which request runs, when it ends.
 *
 * <p>Requests are answered one after the other, in their order, so there is never more than one
 * handler at a time. While it runs the connection is read on, to notice that the client has gone:
 * requests that come meanwhile wait in a line, a body that comes meanwhile in its {@link
 * BodyQueue}, and when either is full, reading pauses.
 *
 * <p>Threading: everything on the loop; tasks have a {@link ConnectionLane}. No step takes a lock,
 * see {@link ServerLoop}.
 */
final class Connection {
  private final ServerLoop home;
  private final DuplexChannel channel;
  private final Peer peer;
  private final RequestDecoder decoder;
  private final Reception reception;
  private final Outbound out;
  private final Patience patience;
  private final Watch watch;
  private final Arrivals arrivals;
  private final Turns turns;

  // What is said after the last answer, before we part.
  private @Nullable Refusal lastWord;
  // What has the connection once it has changed the protocol.
  private @Nullable Switch switched;
  // What the client did when its connection ends.
  private String loss = "closed the connection";

  // OPEN -> CLOSING (the last answer is on its way, then we part) -> GONE, or OPEN -> GONE, or
  // OPEN -> SWITCHED (another protocol has the connection) -> CLOSING or GONE.
  private State state = State.OPEN;

  private enum State {
    OPEN,
    SWITCHED,
    CLOSING,
    GONE
  }

  Connection(
      ServerLoop home, DuplexChannel channel, Peer peer, RequestDecoder decoder, long since) {
    this.home = home;
    this.channel = channel;
    this.peer = peer;
    this.decoder = decoder;
    this.reception = new Reception(channel, decoder, home.limits());
    this.out = new Outbound(home, channel, peer, decoder, since);
    this.patience = new Patience(home.limits(), since);
    this.watch = new Watch(home, peer, this, reception, out, patience);
    this.arrivals =
        new Arrivals(
            home,
            this,
            new ConnectionLane(home.loop(), peer, this, reception),
            reception,
            patience);
    this.turns = new Turns(home, this, channel, reception);
  }

  /** The running task wants the body: a client that asked whether to send it is told to. */
  void goOn() {
    Exchange exchange = turns.running();
    if (exchange != null
        && exchange.written() == null
        && reception.isReceiving(exchange)
        && state == State.OPEN) {
      reception.goOn();
      out.goOn();
    }
  }

  // ---- what comes in

  Arrivals arrivals() {
    return arrivals;
  }

  void entered() {
    home.enter(watch);
  }

  /** Whether what comes is for another protocol. */
  boolean hasSwitched() {
    return state == State.SWITCHED;
  }

  /** Whether what fails is for another protocol: it is there to hear of it. */
  boolean hasSuccessor() {
    return switched != null;
  }

  /** Whether another request is taken. */
  boolean isListening() {
    return state == State.OPEN && lastWord == null;
  }

  /** A request has come: it is its turn now, or after those before it. */
  void arrived(Exchange exchange) {
    turns.arrived(exchange);
  }

  /** Nothing is taken after a body that was refused: where it ends is not known. */
  void breakOff(@Nullable Refusal why) {
    if (why == null) {
      return;
    }
    LoopLog.refused(home.loop(), peer.remote(), why);
    if (turns.isNobodys()) {
      beginClosing();
      out.part();
    }
  }

  /** It gets this after the answers that are due, and then we part. */
  void refuse(Refusal refusal) {
    LoopLog.refused(home.loop(), peer.remote(), refusal);
    lastWord = refusal;
    reception.drain();
    next();
  }

  // ---- which request runs

  /** The line moves on, if it can. */
  void next() {
    if (turns.running() != null || state != State.OPEN || !channel.isWritable()) {
      return;
    }
    if (!turns.next() && lastWord != null) {
      HttpResponse response = lastWord.response();
      beginClosing();
      home.counters().answered(response.status());
      out.answerAndPart(response, false);
    }
  }

  /** The running task has left a part of its answer, or asks for another protocol. */
  void push() {
    Exchange exchange = turns.running();
    if (exchange == null) {
      return;
    }
    Switch change = exchange.switching();
    WrittenAnswer written = exchange.written();
    if (change != null && !change.isDone() && state == State.OPEN) {
      switchTo(change);
    } else if (written != null && state == State.OPEN) {
      written.stepRuns();
      out.send(
          written, exchange.head().isHttp10(), exchange.head().keepAlive() && !home.isDraining());
    }
  }

  private void switchTo(Switch change) {
    state = State.SWITCHED;
    out.switchTo(change);
    if (!change.begin(channel, this::giveUp)) {
      beginClosing();
      out.reset();
      return;
    }
    // What it holds already goes to the new protocol.
    channel.pipeline().remove(decoder);
    change.done();
    switched = change;
  }

  /** The last step of a task. */
  void handedOver() {
    Exchange exchange = turns.running();
    if (exchange != null) {
      home.endRequest();
      answered(exchange);
    }
  }

  /** A request has its answer, or none that anybody waits for. */
  void answered(Exchange exchange) {
    turns.ended();
    boolean stays = staysAfter(exchange);
    if (state == State.GONE) {
      home.leave(out.isParting());
    } else if (state == State.SWITCHED) {
      home.counters().answered(101);
      beginClosing();
      out.part();
    } else if (exchange.isBroken()) {
      home.counters().answered(500);
      beginClosing();
      out.reset();
    } else if (state == State.OPEN) {
      home.counters().answered(exchange.answer().status());
      if (!out.answer(exchange, stays, !turns.isLineEmpty())) {
        beginClosing();
      }
    }
    exchange.close();
    if (state == State.OPEN) {
      patience.restart(home.now());
      reception.bodyHasRoom();
      if (turns.isLineEmpty()) {
        reception.lineHasRoom();
      }
      next();
    }
  }

  private boolean staysAfter(Exchange exchange) {
    if (!exchange.head().keepAlive()
        || (home.isDraining() && turns.isLineEmpty() && !reception.isLineFull())) {
      return false;
    }
    return reception.canDropRestOf(exchange);
  }

  // ---- how it ends

  private void beginClosing() {
    state = State.CLOSING;
    reception.drain();
    turns.closeLine();
  }

  /** The server drains; another protocol is told. */
  void askToLeave() {
    if (switched != null && state == State.SWITCHED) {
      switched.askToLeave();
    }
  }

  /** The server goes down now. */
  void abort(Cancellation why) {
    Exchange exchange = turns.running();
    boolean unanswered = state == State.OPEN && !out.isBusy();
    if (exchange != null && !unanswered && state != State.CLOSING) {
      home.counters().answered(state == State.SWITCHED ? 101 : 503);
    }
    beginClosing();
    if (exchange != null) {
      exchange.abort(home.loop(), why);
    }
    if (exchange != null && unanswered) {
      HttpResponse response = Refusal.ofShutdown().response();
      home.counters().answered(response.status());
      out.answerAndClose(response, exchange.head().isHead());
    } else {
      out.close();
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether the last answer is on its way, or has gone. */
  boolean isClosing() {
    return state == State.CLOSING;
  }

  /** Whether nothing is to be answered. */
  boolean isQuiet() {
    return state == State.OPEN && turns.isNobodys() && !out.isBusy();
  }

  /** The client takes next to nothing of its answer. */
  void cutOff() {
    loss = LoopLog.stall(home.limits());
    LoopLog.stalled(home.loop(), peer.remote(), home.limits());
    out.reset();
  }

  /** The channel is closed. */
  void left() {
    boolean news = switched == null || !home.isOver(switched);
    Exchange exchange = turns.running();
    if ((state == State.OPEN || state == State.SWITCHED) && news && exchange != null) {
      home.counters().cancelled(1);
      exchange.clientLeft(home.loop(), loss);
    }
    home.counters().cancelled(turns.closeLine());
    state = State.GONE;
    home.gone(watch);
    if (exchange == null) {
      home.leave(out.isParting());
    }
  }

  void giveUp(Throwable cause) {
    LoopLog.givenUp(home.loop(), peer.remote(), cause);
    out.close();
  }
}
