package dev.outrigger.http.streams;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.streams.Carrier.Ending;
import dev.outrigger.runtime.Cancellation;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its request, the handler that runs for it, its answer.
 *
 * <p>Threading: everything on the loop; the task has a {@link StreamLane}. No step takes a lock,
 * see {@link ServerLoop}.
 */
public final class Call {
  private final ServerLoop home;
  private final Calls calls;
  private final Peer peer;
  private final Carrier carrier;
  private final Outlet out;
  private final Sending sending;
  private final IncomingBody in;
  private final StreamLane lane;

  private final HandlerRun handler;
  private @Nullable Switch switched;
  private Stage stage = Stage.NEW;

  /** One more of these calls. */
  public Call(Calls calls, Peer peer, Carrier carrier, Outlet out) {
    this.home = calls.home();
    this.calls = calls;
    this.peer = peer;
    this.carrier = carrier;
    this.out = out;
    this.sending = out.sending();
    this.in = new IncomingBody(carrier, home.limits(), this::tell);
    this.handler = new HandlerRun(calls);
    this.lane = new StreamLane(home.loop(), peer, this, in, carrier);
    calls.add(this);
  }

  // ---- what comes in

  public Stage stage() {
    return stage;
  }

  /**
   * The header has come.
   *
   * @param ends whether nothing follows it
   */
  public void begin(FieldSection fields, boolean ends) {
    String malformed = RequestRules.malformed(fields, ends);
    if (malformed != null) {
      check(malformed);
      return;
    }
    in.begin(ends, fields.contentLength());
    Refusal refusal = carrier.refused(fields);
    if (refusal != null) {
      tell(refusal);
      refuse(refusal, "HEAD".equals(fields.requestMethod()));
      return;
    }
    Exchange begun =
        new Exchange(
            lane,
            home.handler(),
            home.limits(),
            RequestRules.head(fields, ends, carrier.version()));
    in.deliver(begun);
    stage = Stage.OPEN;
    if (!handler.start(begun)) {
      answered(begun);
    }
  }

  private void tell(Refusal refusal) {
    LoopLog.refused(home.loop(), peer.remote(), refusal);
  }

  /** A part of the body has come. */
  public void take(ByteBuf part) {
    if (stage == Stage.GONE) {
      part.release();
      return;
    }
    check(in.take(part));
    if (sending.isSent()) {
      sent();
    }
  }

  /** The fields behind the body have come. */
  public void takeTrailers(FieldSection fields) {
    if (stage != Stage.GONE) {
      check(in.takeTrailers(fields));
    }
  }

  /** The client sends nothing more. */
  public void ended() {
    if (stage != Stage.GONE) {
      check(in.end());
    }
  }

  /** No handler sees this request; it has this answer instead. */
  public void refuse(Refusal refusal, boolean head) {
    home.counters().answered(refusal.status());
    stage = Stage.ANSWERED;
    in.drop();
    out.whole(refusal.response(), !head);
  }

  /** Resets the stream if there is a reason to. */
  public void check(@Nullable String malformed) {
    if (malformed != null && stage != Stage.GONE) {
      LoopLog.malformed(home.loop(), peer.remote(), malformed);
      cancel("sent a malformed message");
      reset(Ending.MALFORMED);
    }
  }

  // ---- the task's wishes

  /** The task wants the body: a client that asked whether to send it is told to. */
  void goOn() {
    if (stage == Stage.OPEN && !sending.hasBegun() && in.isReceiving()) {
      in.goOn();
      out.goOn();
    }
  }

  /** The task has left a part of its answer, or asks for another protocol. */
  void push() {
    Exchange now = handler.exchange();
    if (now == null || stage != Stage.OPEN) {
      return;
    }
    Switch change = now.switching();
    WrittenAnswer written = now.written();
    if (change != null && !change.isDone()) {
      switchTo(change);
    } else if (written != null) {
      written.stepRuns();
      out.parts(written);
    }
  }

  private void switchTo(Switch change) {
    stage = Stage.SWITCHED;
    switched = change;
    if (carrier.switchTo(change)) {
      change.done();
    } else {
      switched = null;
      reset(Ending.BROKEN);
    }
  }

  /** The last step of the task. */
  void handedOver() {
    Exchange done = handler.end();
    if (done != null) {
      answered(done);
      calls.ended(this);
      calls.stopped();
    }
  }

  private void answered(Exchange done) {
    try {
      answer(done);
    } catch (RuntimeException e) {
      LoopLog.unsendable(home.loop(), peer.remote(), e);
      reset(Ending.BROKEN);
    } finally {
      done.close();
    }
  }

  private void answer(Exchange done) {
    if (stage == Stage.SWITCHED) {
      home.counters().answered(101);
      stage = Stage.ANSWERED;
      carrier.endSwitched();
    } else if (stage == Stage.OPEN && done.isBroken()) {
      home.counters().answered(500);
      reset(Ending.BROKEN);
    } else if (stage == Stage.OPEN) {
      home.counters().answered(done.answer().status());
      stage = Stage.ANSWERED;
      WrittenAnswer written = done.written();
      if (written != null) {
        out.end(written, Objects.requireNonNull(written.trailers()));
      } else {
        out.whole(done.answer(), !done.head().isHead());
      }
      in.drop();
    }
  }

  // ---- what goes out

  /** Nothing more is sent in the other protocol. */
  public void endSwitched() {
    if (stage == Stage.SWITCHED) {
      cancel("ended its half of the stream");
      stage = Stage.ANSWERED;
      carrier.endSwitched();
    }
  }

  /** The answer has gone. A client that still sends much for nothing is told to stop. */
  public void sent() {
    if (stage == Stage.ANSWERED && switched == null && in.isTooMuchToDrop()) {
      stage = Stage.GONE;
      carrier.stop();
    }
  }

  private void reset(Ending why) {
    stage = Stage.GONE;
    in.abandon();
    carrier.reset(why);
  }

  // ---- how it ends

  /** Called now and then, for what takes too long. */
  void tick(long now) {
    in.tick(now);
    if (stage != Stage.GONE && sending.isStalled(now)) {
      LoopLog.stalled(home.loop(), peer.remote(), home.limits());
      cancel(LoopLog.stall(home.limits()));
      reset(Ending.CANCELLED);
    } else if (stage == Stage.ANSWERED
        && sending.isSent()
        && calls.isOverdue(now - sending.sentAt())) {
      reset(Ending.OVERDUE);
    } else if (stage != Stage.GONE) {
      carrier.tick(now);
    }
  }

  /** The server drains; another protocol is told. */
  void drain() {
    if (stage == Stage.SWITCHED && switched != null) {
      switched.askToLeave();
    }
  }

  /** The server goes down now. */
  void abort(Cancellation why) {
    boolean unanswered = stage == Stage.OPEN && !sending.hasBegun();
    handler.abort(why);
    Exchange exchange = handler.exchange();
    if (unanswered && exchange != null) {
      refuse(Refusal.ofShutdown(), exchange.head().isHead());
    } else if (stage == Stage.OPEN || stage == Stage.SWITCHED) {
      home.counters().answered(stage == Stage.SWITCHED ? 101 : 503);
      reset(Ending.CANCELLED);
    }
  }

  /** Something of ours has failed at its connection. */
  void fail(Cancellation why) {
    handler.abort(why);
    if (stage != Stage.GONE) {
      reset(Ending.BROKEN);
    }
  }

  /** Another protocol has failed on this stream. */
  public void failed(Throwable cause) {
    LoopLog.givenUp(home.loop(), peer.remote(), cause);
    giveUp(Ending.BROKEN);
  }

  /** Nobody waits for the rest: the handler is cancelled, and the stream reset. */
  public void giveUp(Ending why) {
    cancel("left its stream");
    reset(why);
  }

  /** The stream, or its connection, has ended. */
  public void left() {
    cancel("closed the stream");
    stage = Stage.GONE;
    in.abandon();
    carrier.left();
    handler.left();
    calls.ended(this);
  }

  private void cancel(String how) {
    if (stage == Stage.SWITCHED) {
      carrier.tellOfTheEnd();
    }
    boolean runs = stage == Stage.OPEN || stage == Stage.SWITCHED;
    if (runs && (switched == null || !home.isOver(switched))) {
      handler.cancel(how);
    }
  }

  /** Whether nothing more can come of it. */
  boolean isOver() {
    return stage == Stage.GONE && !handler.isRunning();
  }
}
