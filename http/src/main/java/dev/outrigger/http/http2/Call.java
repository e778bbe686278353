package dev.outrigger.http.http2;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.exchange.Switched;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.runtime.Cancellation;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its request, the handler that runs for it, its answer.
 *
 * <p>Threading: everything on the loop; the task has a {@link StreamLane}. No step takes a lock,
 * see {@link ServerLoop}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class Call {
  private final ServerLoop home;
  private final Session session;
  private final Http2StreamChannel channel;
  private final StreamLane lane;
  private final Answer out;
  private final Intake in;

  private @Nullable Exchange exchange;
  private @Nullable Switched switched;
  private boolean running;

  // NEW (no header yet) -> OPEN (a handler runs) -> ANSWERED (the answer is on its way, or the rest
  // of the body) -> GONE; OPEN -> SWITCHED -> ANSWERED. From all of them -> GONE.
  private State state = State.NEW;

  private enum State {
    NEW,
    OPEN,
    SWITCHED,
    ANSWERED,
    GONE
  }

  Call(Session session, Http2StreamChannel channel) {
    this.home = session.home();
    this.session = session;
    this.channel = channel;
    this.lane = new StreamLane(home.loop(), session.peer(), this);
    this.out = new Answer(session, channel, this::dropRest);
    this.in = new Intake(channel, home.limits(), session::flushSoon);
    channel.config().setOption(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, false);
  }

  // ---- what comes in

  /** Whether what comes is for another protocol. */
  boolean hasSwitched() {
    return state == State.SWITCHED;
  }

  /** Whether what fails is for another protocol: it is there to hear of it. */
  boolean hasSuccessor() {
    return switched != null;
  }

  void take(Object message) {
    if (state == State.GONE) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof Http2HeadersFrame frame) {
      FieldSection fields = ((Fields) frame.headers()).section();
      if (state == State.NEW) {
        takeHead(fields, frame.isEndStream());
      } else {
        check(in.takeTrailers(fields));
      }
    } else if (message instanceof Http2DataFrame frame) {
      check(in.take(frame));
      if (out.isSent()) {
        dropRest();
      }
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void takeHead(FieldSection fields, boolean ends) {
    String malformed = RequestRules.malformed(fields, ends);
    if (malformed != null) {
      check(malformed);
      return;
    }
    in.begin(ends, fields.contentLength());
    Refusal refusal = RequestRules.refused(fields, home.limits());
    if (refusal != null) {
      refuse(refusal, "HEAD".equals(fields.requestMethod()));
      return;
    }
    Exchange begun =
        new Exchange(
            lane, home.handler(), home.limits(), RequestRules.head(fields, ends, "HTTP/2"));
    exchange = begun;
    in.deliver(begun);
    state = State.OPEN;
    if (session.mayRun() && home.tryStartRequest()) {
      running = true;
      session.started();
      home.loop().start("request", begun);
    } else {
      LoopLog.busy(home.loop(), begun.remote(), home.limits());
      begun.refuseForNow();
      answered(begun);
    }
  }

  private void refuse(Refusal refusal, boolean head) {
    LoopLog.refused(home.loop(), session.peer().remote(), refusal);
    answerBy(refusal, head);
  }

  private void answerBy(Refusal refusal, boolean head) {
    home.counters().answered(refusal.status());
    state = State.ANSWERED;
    in.drop();
    out.whole(refusal.response(), !head);
  }

  private void check(@Nullable String malformed) {
    if (malformed != null) {
      LoopLog.malformed(home.loop(), session.peer().remote(), malformed);
      cancel();
      reset(Http2Error.PROTOCOL_ERROR);
    }
  }

  // ---- the task's wishes

  /** The task wants the body: a client that asked whether to send it is told to. */
  void goOn() {
    if (state == State.OPEN && !out.hasBegun() && in.isReceiving()) {
      in.goOn();
      out.goOn();
    }
  }

  /** The task has taken something: the client may send as much. */
  void giveBack() {
    in.giveBack(lane.takeOwed());
  }

  /** The task has left a part of its answer, or asks for another protocol. */
  void push() {
    Exchange now = exchange;
    if (now == null || state != State.OPEN) {
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
    state = State.SWITCHED;
    out.switching(change.response());
    switched = PlainBytes.carry(change, this, out, channel);
    if (switched == null) {
      reset(Http2Error.INTERNAL_ERROR);
      return;
    }
    in.passOn();
    change.done();
  }

  /** The last step of the task. */
  void handedOver() {
    if (running && exchange != null) {
      running = false;
      home.endRequest();
      try {
        answered(exchange);
      } finally {
        session.ended(this);
        session.stopped();
      }
    }
  }

  private void answered(Exchange done) {
    if (state == State.SWITCHED) {
      home.counters().answered(101);
      state = State.ANSWERED;
      out.end();
    } else if (state == State.OPEN && done.isBroken()) {
      reset(Http2Error.INTERNAL_ERROR);
    } else if (state == State.OPEN) {
      home.counters().answered(done.answer().status());
      state = State.ANSWERED;
      WrittenAnswer written = done.written();
      if (written != null) {
        out.end(written, Objects.requireNonNull(written.trailers()));
      } else {
        out.whole(done.answer(), !done.head().isHead());
      }
      in.drop();
    }
    done.close();
  }

  // ---- what goes out

  /** Nothing more is sent in the other protocol. */
  void end() {
    if (state == State.SWITCHED) {
      cancel();
      state = State.ANSWERED;
      out.end();
    }
  }

  /** The answer has gone. A client that still sends much for nothing is cut off. */
  private void dropRest() {
    if (state == State.ANSWERED && in.isTooMuchToDrop()) {
      reset(Http2Error.NO_ERROR);
    }
  }

  private void reset(Http2Error error) {
    state = State.GONE;
    channel.write(new DefaultHttp2ResetFrame(error), channel.voidPromise());
    session.flushSoon();
  }

  // ---- how it ends

  /** Called now and then, for what takes too long. */
  void tick(long now) {
    in.tick(now, session.codec().hasRoom());
    if (state != State.GONE && out.isStalled(now)) {
      LoopLog.stalled(home.loop(), session.peer().remote(), home.limits());
      cancel();
      reset(Http2Error.CANCEL);
    } else if (state == State.ANSWERED && out.isSent() && session.isOverdue(now - out.sentAt())) {
      reset(Http2Error.NO_ERROR);
    }
  }

  /** The server drains; another protocol is told. */
  void drain() {
    if (state == State.SWITCHED && switched != null) {
      switched.askToLeave();
    }
  }

  /** The server goes down now. */
  void abort(Cancellation why) {
    boolean unanswered = state == State.OPEN && !out.hasBegun();
    if (running && exchange != null) {
      exchange.abort(home.loop(), why);
    }
    if (unanswered && exchange != null) {
      answerBy(new Refusal(503, "the server is shutting down"), exchange.head().isHead());
    } else if (state == State.OPEN || state == State.SWITCHED) {
      reset(Http2Error.CANCEL);
    }
  }

  /** The stream, or its connection, has ended. */
  void left() {
    cancel();
    state = State.GONE;
    in.releaseEarly();
    // What it had no mind to read must not hold up its end.
    channel.config().setAutoRead(true);
    if (exchange != null && !running) {
      exchange.close();
    }
    session.ended(this);
  }

  /** Netty has found something wrong with a frame, and resets the stream. */
  void failed(Throwable cause) {
    LoopLog.malformed(home.loop(), session.peer().remote(), String.valueOf(cause.getMessage()));
    left();
  }

  private void cancel() {
    if (state == State.SWITCHED) {
      PlainBytes.tellOfTheEnd(channel);
    }
    boolean news = switched == null || !switched.isOver();
    if (running && exchange != null && news && (state == State.OPEN || state == State.SWITCHED)) {
      home.counters().cancelled(1);
      exchange.clientLeft(home.loop());
    }
  }

  /** Whether nothing more can come of it. */
  boolean isOver() {
    return state == State.GONE && !running;
  }
}
