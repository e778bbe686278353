package dev.outrigger.http.http3;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.WrittenAnswer;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.runtime.Cancellation;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its request, the handler that runs for it, its answer.
 *
 * <p>Threading: everything on the loop; the task has a {@link StreamLane}. No step takes a lock,
 * see {@link ServerLoop}.
 */
final class Call {
  private final ServerLoop home;
  private final Session session;
  private final StreamLane lane;
  private final Answer out;
  private final Intake in;
  private final Opening opening;
  private final Closing closing;
  private final long since;

  private @Nullable Exchange exchange;
  private boolean running;

  // NEW (no header yet, or not known whether a body follows) -> OPEN (a handler runs) -> ANSWERED
  // (the answer is on its way, or the rest of the body) -> GONE. From all of them -> GONE.
  private State state = State.NEW;

  private enum State {
    NEW,
    OPEN,
    ANSWERED,
    GONE
  }

  Call(Session session, QuicStreamChannel channel) {
    this.home = session.home();
    this.session = session;
    this.since = session.now();
    this.lane = new StreamLane(home.loop(), session.peer(), this);
    this.out = new Answer(session, channel, this);
    this.in = new Intake(channel, home.limits());
    this.opening = new Opening(home.limits());
    this.closing = new Closing(session, channel, in);
  }

  // ---- what comes in

  void takeFields(Http3Headers headers) {
    if (state == State.GONE) {
      return;
    }
    Head read = Head.read(headers, home.limits());
    if (opening.hasCome()) {
      begin(false);
      check(in.takeTrailers(read.section()));
    } else {
      opening.take(read);
    }
  }

  void take(ByteBuf part) {
    if (!part.isReadable()) {
      session.misuse().idleFrame();
    }
    begin(false);
    if (state == State.GONE) {
      part.release();
      return;
    }
    check(in.take(part));
    if (out.isSent()) {
      sent();
    }
  }

  /** A frame that means nothing. */
  void takeNothing() {
    session.misuse().idleFrame();
  }

  /** All that is there for now was read; the end of the stream is told next, if it is there. */
  void readAll() {
    if (opening.isWaiting()) {
      home.loop().execute(() -> begin(false));
    }
  }

  /** The client sends nothing more. */
  void ended() {
    if (!opening.hasCome() && state == State.NEW) {
      reset(Http3ErrorCode.H3_REQUEST_INCOMPLETE);
      return;
    }
    begin(true);
    if (state != State.GONE) {
      check(in.end());
    }
  }

  private void begin(boolean ends) {
    Head head = opening.release();
    if (head == null || state != State.NEW) {
      return;
    }
    FieldSection fields = head.section();
    String malformed = RequestRules.malformed(fields, ends);
    if (malformed != null) {
      check(malformed);
      return;
    }
    in.begin(fields.contentLength());
    Refusal refusal = opening.refused(head);
    if (refusal != null) {
      LoopLog.refused(home.loop(), session.peer().remote(), refusal);
      answerBy(refusal, "HEAD".equals(fields.requestMethod()));
      return;
    }
    Exchange begun =
        new Exchange(
            lane, home.handler(), home.limits(), RequestRules.head(fields, ends, "HTTP/3"));
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

  private void answerBy(Refusal refusal, boolean isHead) {
    home.counters().answered(refusal.status());
    state = State.ANSWERED;
    in.drop();
    out.whole(refusal.response(), !isHead);
  }

  private void check(@Nullable String malformed) {
    if (malformed != null && state != State.GONE) {
      LoopLog.malformed(home.loop(), session.peer().remote(), malformed);
      session.misuse().error();
      cancel();
      reset(Http3ErrorCode.H3_MESSAGE_ERROR);
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

  /** The task has taken so much that there is room again. */
  void resume() {
    in.resume();
  }

  /** The task has left a part of its answer. */
  void push() {
    WrittenAnswer written = exchange == null ? null : exchange.written();
    if (written != null && state == State.OPEN) {
      written.stepRuns();
      out.parts(written);
    }
  }

  /** The last step of the task. */
  void handedOver() {
    if (running && exchange != null) {
      running = false;
      home.endRequest();
      answered(exchange);
      session.ended(this);
      session.stopped();
    }
  }

  private void answered(Exchange done) {
    if (state == State.OPEN && done.isBroken()) {
      reset(Http3ErrorCode.H3_INTERNAL_ERROR);
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

  /** The answer has gone. A client that still sends much for nothing is told to stop. */
  void sent() {
    if (state == State.ANSWERED && in.isTooMuchToDrop()) {
      state = State.GONE;
      closing.stop();
    }
  }

  private void reset(Http3ErrorCode error) {
    state = State.GONE;
    closing.reset(error);
  }

  // ---- how it ends

  /** Called now and then, for what takes too long. */
  void tick(long now) {
    in.tick(now);
    if (state == State.NEW && now - since > home.limits().headerTimeout().toNanos()) {
      answerBy(new Refusal(408, "the header took too long"), false);
    } else if (state != State.GONE && out.isStalled(now)) {
      LoopLog.stalled(home.loop(), session.peer().remote(), home.limits());
      cancel();
      reset(Http3ErrorCode.H3_REQUEST_CANCELLED);
    } else if (state == State.ANSWERED && out.isSent() && session.isOverdue(now - out.sentAt())) {
      reset(Http3ErrorCode.H3_NO_ERROR);
    } else if (state == State.OPEN && !out.probe()) {
      resetByClient();
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
    } else if (state == State.OPEN) {
      reset(Http3ErrorCode.H3_REQUEST_CANCELLED);
    }
  }

  /** The client has reset its stream, or wants no answer, or has ended the connection. */
  void resetByClient() {
    if (state != State.GONE) {
      session.misuse().reset();
      cancel();
      reset(Http3ErrorCode.H3_REQUEST_CANCELLED);
    }
  }

  /** Netty has found something wrong. */
  void failed(Throwable cause) {
    if (Faults.isClients(cause)) {
      check(String.valueOf(cause.getMessage()));
    } else {
      session.failed(cause);
    }
  }

  /** The stream, or its connection, has ended. */
  void left() {
    cancel();
    state = State.GONE;
    in.drop();
    if (exchange != null && !running) {
      exchange.close();
    }
    session.ended(this);
  }

  private void cancel() {
    if (running && exchange != null && state == State.OPEN) {
      home.counters().cancelled(1);
      exchange.clientLeft(home.loop());
    }
  }

  /** Whether nothing more can come of it. */
  boolean isOver() {
    return state == State.GONE && !running;
  }
}
