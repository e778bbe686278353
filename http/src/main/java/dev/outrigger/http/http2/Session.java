package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.streams.Calls;
import dev.outrigger.runtime.Cancellation;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.util.Objects;

/**
 * One client's connection over HTTP/2: its streams, its limits, and how it ends.
 *
 * <p>It ends in two steps, so that no request is lost that the client sent before it knew: first
 * the client is told to open no more streams, with a PING behind it; once that is answered, every
 * stream that the client opened before is here, and it is told which was the last.
 *
 * <p>Threading: everything on the loop. No step takes a lock, see {@link ServerLoop}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails makes the channel inactive
final class Session implements ServerLoop.Guest {
  private static final long LONGEST_FAREWELL_NANOS = 1_000_000_000;
  private static final long FIRST_REQUEST_NANOS = 1_000_000_000;
  private static final long FAREWELL = 0x6f75747269676765L;

  private final ServerLoop home;
  private final DuplexChannel channel;
  private final Peer peer;
  private final Codec codec;
  private final Exit exit;
  private final Calls calls;
  private final Runnable flush = this::flush;
  private boolean flushIsDue;
  private boolean used;
  // When it came to wait for what it waits for now.
  private long since;
  // When a frame began of which only a part has come; 0 if none has.
  private long inFrameSince;

  // OPEN -> ASKED (to open no more streams) -> ENDING (told which was the last) -> PARTING (our
  // half is closed) -> GONE. OPEN -> ENDING, and from all of them -> PARTING and -> GONE.
  private State state = State.OPEN;

  private enum State {
    OPEN,
    ASKED,
    ENDING,
    PARTING,
    GONE
  }

  Session(ServerLoop home, DuplexChannel channel, Peer peer, long since) {
    this.home = home;
    this.channel = channel;
    this.peer = peer;
    this.exit = new Exit(channel, home.limits(), this::parts);
    this.calls = new Calls(home, this::callEnded, this::handlerEnded);
    this.since = since;
    this.codec = Codec.of(this);
  }

  ServerLoop home() {
    return home;
  }

  Limits limits() {
    return home.limits();
  }

  Peer peer() {
    return peer;
  }

  Codec codec() {
    return codec;
  }

  Exit exit() {
    return exit;
  }

  DuplexChannel channel() {
    return channel;
  }

  AsciiString date() {
    return home.date().value();
  }

  /** Sends what was written, together with what this turn of the loop still writes. */
  void flushSoon() {
    if (!flushIsDue) {
      flushIsDue = true;
      home.loop().execute(flush);
    }
  }

  private void flush() {
    flushIsDue = false;
    channel.flush();
  }

  // ---- its streams

  void entered() {
    home.enter(this);
  }

  /** What carries the request of this stream; with the first frame it is made. */
  FrameCarrier carrierOrNew(int streamId) {
    Http2Stream stream = Objects.requireNonNull(codec.connection().stream(streamId));
    return codec
        .carrier(stream)
        .orElseGet(() -> {
          used = true;
          FrameCarrier made = new FrameCarrier(this, calls, stream);
          codec.carry(stream, made);
          return made;
        });
  }

  private void callEnded() {
    since = home.now();
    endIfAllEnded();
  }

  private void handlerEnded() {
    if (state == State.GONE && !calls.isRunning()) {
      home.leave(exit.isParting());
    }
  }

  /** Gives up both directions of a stream. */
  void reset(int streamId, Http2Error error) {
    codec.reset(streamId, error);
    flushSoon();
  }

  /** The client broke a rule on a stream. */
  void malformed(Throwable cause) {
    LoopLog.malformed(home.loop(), peer.remote(), String.valueOf(cause.getMessage()));
  }

  /** The header section of a stream is far too long, so nobody knows what it asks for. */
  void tooLarge(int streamId) {
    Refusal refusal = Refusal.ofLongHeader(limits());
    LoopLog.refused(home.loop(), peer.remote(), refusal);
    home.counters().answered(refusal.status());
    new Answer(this, streamId, () -> {}).whole(refusal.response(), true);
  }

  /** The client has answered a PING. */
  void pinged(long content) {
    if (state == State.ASKED && content == FAREWELL) {
      tellLast();
    }
  }

  // ---- what takes too long

  @Override
  public void tick(long now) {
    if (state == State.PARTING) {
      exit.closeIfOverdue(now, home.isDraining());
      return;
    }
    calls.tick(now);
    codec.tick();
    if (exit.isStalled(now)) {
      LoopLog.stalled(home.loop(), peer.remote(), home.limits());
      exit.reset();
    } else if (isGreetingOverdue(now)) {
      partFrom("its preface did not come in time");
    } else if (isFrameOverdue(now)) {
      partFrom("a frame was not complete in time");
    } else if (state == State.ASKED && now - since > LONGEST_FAREWELL_NANOS) {
      tellLast();
    } else if (state == State.OPEN && isIdle(now, home.limits().idleTimeout().toNanos())) {
      LoopLog.idle(home.loop(), peer.remote());
      tellLast();
    }
    endIfAllEnded();
  }

  private void partFrom(String reason) {
    LoopLog.closed(home.loop(), peer.remote(), reason);
    exit.part();
  }

  private boolean isGreetingOverdue(long now) {
    return !codec.isGreeted() && now - since > home.limits().headerTimeout().toNanos();
  }

  // While a body is on its way a frame may take its time: the pace of bodies is looked at
  // elsewhere. But nothing else comes before the end of a header section.
  private boolean isFrameOverdue(long now) {
    long inFieldsSince = codec.inFieldsSince();
    if (inFieldsSince != 0) {
      return now - inFieldsSince > home.limits().headerTimeout().toNanos();
    }
    if (!codec.isInFrame() || !calls.isEmpty()) {
      inFrameSince = 0;
      return false;
    }
    if (inFrameSince == 0) {
      inFrameSince = now;
    }
    return now - inFrameSince > home.limits().headerTimeout().toNanos();
  }

  private boolean isIdle(long now, long longest) {
    return calls.isEmpty() && now - since > longest;
  }

  // ---- how it ends

  @Override
  public void tickWhileDraining(long now) {
    if (state == State.OPEN && (used || now - since > FIRST_REQUEST_NANOS)) {
      state = State.ASKED;
      since = now;
      codec.goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR);
      codec.ping(FAREWELL);
      channel.flush();
    }
    calls.drain();
  }

  private void tellLast() {
    state = State.ENDING;
    codec.goAway(codec.connection().remote().lastStreamCreated(), Http2Error.NO_ERROR);
    channel.flush();
    endIfAllEnded();
  }

  private void endIfAllEnded() {
    if (state == State.ENDING && calls.isEmpty()) {
      exit.part();
    }
  }

  /** Our half is about to be closed: whoever still waits for anything has waited in vain. */
  private void parts() {
    state = State.PARTING;
    home.part();
    calls.left();
  }

  @Override
  public void abort(Cancellation why) {
    calls.abort(why);
    closeBy(Http2Error.NO_ERROR);
  }

  @Override
  public void fail(Cancellation why) {
    calls.fail(why);
    closeBy(Http2Error.INTERNAL_ERROR);
  }

  private void closeBy(Http2Error error) {
    if (state == State.OPEN || state == State.ASKED) {
      codec.goAway(codec.connection().remote().lastStreamCreated(), error);
    }
    channel.flush();
    exit.close();
  }

  /** The connection cannot go on. */
  void failed(Throwable cause) {
    LoopLog.givenUp(home.loop(), peer.remote(), cause);
    // Netty says why first, in this step.
    home.loop().execute(exit::part);
  }

  /** The connection has ended. */
  void left() {
    boolean parted = exit.isParting();
    calls.left();
    state = State.GONE;
    home.gone(this);
    if (!calls.isRunning()) {
      home.leave(parted);
    }
  }
}
