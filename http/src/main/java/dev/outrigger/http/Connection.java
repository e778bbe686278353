package dev.outrigger.http;

import dev.outrigger.runtime.Cancellation;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: what comes in, which request runs, when it ends.
 *
 * <p>Requests are answered one after the other, in their order, so there is never more than one
 * handler at a time. While it runs the connection is read on, to notice that the client has gone:
 * requests that come meanwhile wait in a line, a body that comes meanwhile in its {@link
 * BodyQueue}, and when either is full, reading pauses.
 *
 * <p>Threading: everything on the loop, but for {@link #handOver}, {@link #wanted} and {@link
 * #resume}, which tasks call. No step takes a lock, see {@link ServerLoop}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements BodyQueue.Source {
  private final ServerLoop home;
  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final Reception reception;
  private final Outbound out;
  private final Patience patience;
  private final Runnable answered = this::answered;
  private final ArrayDeque<Exchange> line = new ArrayDeque<>(1);

  // Whose handler runs: until its last step, even if nobody waits for the answer any more.
  private @Nullable Exchange running;
  // What is said after the last answer, before we part.
  private @Nullable Refusal lastWord;

  // OPEN -> CLOSING (the last answer is on its way, then we part) -> GONE, or OPEN -> GONE.
  private State state = State.OPEN;

  private enum State {
    OPEN,
    CLOSING,
    GONE
  }

  Connection(
      ServerLoop home, SocketChannel channel, InetSocketAddress remote, RequestDecoder decoder) {
    this.home = home;
    this.channel = channel;
    this.remote = remote;
    this.reception = new Reception(channel, decoder);
    this.out = new Outbound(channel, home.writer(), decoder, home::part);
    this.patience = new Patience(home.limits());
  }

  InetSocketAddress remote() {
    return remote;
  }

  // ---- called by tasks

  /** The running task has left its answer. */
  void handOver() {
    home.loop().execute(answered);
  }

  @Override
  public void wanted() {
    home.loop().execute(this::goOn);
  }

  @Override
  public void resume() {
    home.loop().execute(reception::bodyHasRoom);
  }

  private void goOn() {
    if (running != null && reception.isReceiving(running) && state == State.OPEN) {
      out.goOn();
    }
  }

  // ---- what comes in

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (state != State.OPEN || lastWord != null) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof DefaultHttpRequest head) {
      takeHead(head);
    } else if (message instanceof HttpContent content && !reception.take(content)) {
      brokeOff();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (reception.isInHead()) {
      patience.headBegan(home.now());
    }
  }

  private void takeHead(DefaultHttpRequest head) {
    patience.headEnded();
    Refusal refusal = RequestRules.check(head, home.limits());
    if (refusal != null) {
      ReferenceCountUtil.release(head);
      refuse(refusal);
      return;
    }
    Exchange exchange = new Exchange(this, home.handler(), home.limits(), head);
    reception.begin(exchange);
    if (running == null && line.isEmpty() && channel.isWritable()) {
      begin(exchange);
      return;
    }
    line.add(exchange);
    if (line.size() >= home.limits().pipelined()) {
      reception.lineFull();
    }
  }

  /** A body is malformed, and so nothing after it can be understood. */
  private void brokeOff() {
    if (running == null && line.isEmpty()) {
      beginClosing();
      out.part();
    }
  }

  private void refuse(Refusal refusal) {
    LoopLog.refused(home.loop(), remote, refusal);
    lastWord = refusal;
    reception.drain();
    next();
  }

  // ---- which request runs

  private void begin(Exchange exchange) {
    running = exchange;
    home.counters().started();
    home.loop().start("request", exchange);
  }

  private void next() {
    if (running != null || state != State.OPEN || !channel.isWritable()) {
      return;
    }
    Exchange exchange = line.poll();
    if (exchange != null) {
      begin(exchange);
      reception.lineHasRoom();
    } else if (lastWord != null) {
      finish(lastWord.response(), false);
    }
  }

  /** The last step of a task. */
  private void answered() {
    Exchange exchange = running;
    if (exchange == null) {
      return;
    }
    running = null;
    home.counters().ended();
    boolean stays = staysAfter(exchange);
    exchange.closeBody();
    if (state == State.GONE) {
      home.leave(out.isParting());
    } else if (state == State.OPEN && !stays) {
      finish(exchange.answer(), exchange.head());
    } else if (state == State.OPEN) {
      HttpResponse response = exchange.answer();
      home.counters().answered(response.status());
      out.answer(response, exchange.head(), exchange.http10());
      patience.restart(home.now());
      reception.bodyHasRoom();
      next();
    }
  }

  private boolean staysAfter(Exchange exchange) {
    if (!exchange.keepAlive() || (home.isDraining() && line.isEmpty() && !reception.isLineFull())) {
      return false;
    }
    return reception.canDropRestOf(exchange);
  }

  // ---- how it ends

  private void finish(HttpResponse response, boolean head) {
    beginClosing();
    home.counters().answered(response.status());
    out.answerAndPart(response, head);
  }

  private void beginClosing() {
    state = State.CLOSING;
    reception.drain();
    line.forEach(Exchange::closeBody);
    line.clear();
  }

  /** Called now and then, for what takes too long. */
  void tick(long now) {
    if (state == State.CLOSING) {
      out.closeIfOverdue(now, home.isDraining());
    } else if (isQuiet()) {
      switch (patience.verdict(now, out.finishedAt())) {
        case WAIT -> {}
        case CLOSE -> out.close();
        case REFUSE -> refuse(new Refusal(408, "the request's header took too long to come"));
      }
    }
  }

  /** Called now and then while the server drains. */
  void tickWhileDraining(long now) {
    if (isQuiet() && !reception.isInBody() && patience.isIdle(now)) {
      out.close();
    }
  }

  /** The server goes down now. */
  void abort(Cancellation why) {
    Exchange exchange = running;
    boolean unanswered = state == State.OPEN && !out.isBusy();
    beginClosing();
    if (exchange != null) {
      exchange.abort(home.loop(), why);
    }
    if (exchange != null && unanswered) {
      HttpResponse response = new Refusal(503, "the server is shutting down").response();
      home.counters().answered(response.status());
      out.answerAndClose(response, exchange.head());
    } else {
      out.close();
    }
  }

  private boolean isQuiet() {
    return state == State.OPEN && running == null && line.isEmpty() && !out.isBusy();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    next();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    home.enter(this);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    boolean unanswered = state == State.OPEN;
    Exchange exchange = running;
    if (unanswered && exchange != null) {
      home.counters().cancelled();
      exchange.clientLeft(home.loop());
    }
    for (Exchange waiting : line) {
      home.counters().cancelled();
      waiting.closeBody();
    }
    line.clear();
    state = State.GONE;
    home.gone(this);
    if (exchange == null) {
      home.leave(out.isParting());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LoopLog.givenUp(home.loop(), remote, cause);
    out.close();
  }
}
